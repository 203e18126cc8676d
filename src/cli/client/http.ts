import { request } from 'node:http';
import { connect } from 'node:net';

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly token?: string;
  /** Seconds the server may keep the answer (RFC 7240). */
  readonly wait?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Reply =
  | { readonly reply: 'answer'; readonly status: number; readonly body: string }
  /** The connection could not be made, or ended before the whole answer was there. */
  | { readonly reply: 'lost'; readonly why: string }
  | { readonly reply: 'aborted' };

/** Largest answer that is read, in bytes. */
const LARGEST = 32 * 1024 * 1024;

/** One request over the Unix socket. Never rejects. Waits without a limit of its own: a person may take hours. */
export function callSocket(socket: string, call: Call, signal: AbortSignal): Promise<Reply> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ reply: 'aborted' });
      return;
    }
    const lost = (error: Error) =>
      resolve(signal.aborted ? { reply: 'aborted' } : { reply: 'lost', why: error.message });
    const body = call.body === undefined ? undefined : Buffer.from(call.body, 'utf8');
    const outgoing = request(
      {
        path: call.path,
        method: call.method,
        // A connection of its own: its end is what tells the server that this runner is gone. Made here, since an agent for
        // one connection takes longer to set up than the connection.
        createConnection: () => connect(socket),
        signal,
        headers: {
          host: 'keyturn',
          accept: 'application/json',
          ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
          ...(call.wait === undefined ? {} : { prefer: `wait=${call.wait}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }),
          ...call.headers,
        },
      },
      (incoming) => {
        const parts: Buffer[] = [];
        let size = 0;
        incoming.on('data', (part: Buffer) => {
          size += part.length;
          if (size > LARGEST) incoming.destroy(new Error('the answer is too large'));
          else parts.push(part);
        });
        incoming.on('end', () => {
          if (!incoming.complete) lost(new Error('the answer was cut off'));
          else
            resolve({ reply: 'answer', status: incoming.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') });
        });
        incoming.on('error', lost);
      },
    );
    outgoing.on('error', lost);
    outgoing.end(body);
  });
}
