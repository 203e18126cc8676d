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

/** How long an answer is waited for; without either, for as long as it takes. */
export interface Until {
  readonly signal?: AbortSignal;
  readonly seconds?: number;
}

/** Largest answer that is read, in bytes. */
const LARGEST = 32 * 1024 * 1024;

/** The same while it has not said how long it is. */
const LARGEST_HEAD = 1024 * 1024;

/**
 * One request over the Unix socket, on a connection of its own, whose end is what tells the server that this runner is gone.
 * Never rejects. Waits as long as `until` says, which may be hours: `aborted` then.
 *
 * Without an HTTP client: in an agent's process its runtime's would send this to a proxy that the environment names, and Node's
 * takes longer to set up than the whole request. The server is ours, and says of each answer how long it is.
 */
export function callSocket(socket: string, call: Call, { signal, seconds }: Until = {}): Promise<Reply> {
  return new Promise((resolve) => {
    const request = requestOf(call);
    if (signal?.aborted === true) return resolve({ reply: 'aborted' });
    if (request === undefined) return resolve({ reply: 'lost', why: 'this cannot be asked' });
    const parts: Buffer[] = [];
    let size = 0;
    let head: Head | undefined;
    const connection = connect(socket);
    const end = (reply: Reply): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      connection.destroy();
      resolve(reply);
    };
    const abort = (): void => end({ reply: 'aborted' });
    const lost = (why: string): void => end({ reply: 'lost', why });
    const timer = seconds === undefined ? undefined : setTimeout(abort, seconds * 1000);
    signal?.addEventListener('abort', abort);
    connection.on('data', (part: Buffer) => {
      size += part.length;
      if (size > (head === undefined ? LARGEST_HEAD : LARGEST)) return lost('the answer is too large');
      parts.push(part);
      head ??= headIn(Buffer.concat(parts));
      // Whole as soon as it is as long as it says: the end of the connection comes later.
      if (head === undefined || size !== head.end) return;
      const body = Buffer.concat(parts).toString('utf8', head.length);
      end({ reply: 'answer', status: head.status, body });
    });
    connection.on('error', (error) => lost(error.message));
    connection.on('close', () => lost('the answer was cut off'));
    // One write, so that the other end wakes up once.
    connection.write(request);
  });
}

/** Undefined: a line of it would not be one line. */
function requestOf({ method, path, token, wait, headers, body }: Call): string | undefined {
  const lines = Object.entries({
    Host: 'keyturn',
    Connection: 'close',
    Accept: 'application/json',
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(wait === undefined ? {} : { Prefer: `wait=${wait}` }),
    ...(body === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${path} HTTP/1.1`, ...lines];
  return head.every((line) => /^[ -~]*$/.test(line)) ? `${head.join('\r\n')}\r\n\r\n${body ?? ''}` : undefined;
}

/** Of an answer: its status, where its body begins, and where that ends. */
interface Head {
  readonly status: number;
  readonly length: number;
  readonly end: number;
}

/** Undefined: it is not there yet, or is none that says how long the answer is. */
function headIn(bytes: Buffer): Head | undefined {
  const at = bytes.indexOf('\r\n\r\n');
  if (at < 0) return undefined;
  const text = bytes.toString('latin1', 0, at);
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
  const length = /^content-length: (\d+)$/im.exec(text.replaceAll('\r', ''))?.[1];
  if (status === undefined || length === undefined) return undefined;
  return { status: Number(status), length: at + 4, end: at + 4 + Number(length) };
}
