import { connect } from 'node:net';
import type { Reply } from './http.ts';

/** Largest answer to a hook, in bytes. */
const LARGEST = 1024 * 1024;

export interface PlainCall {
  readonly path: string;
  readonly body: string;
  /** How long an answer is waited for. */
  readonly seconds: number;
  readonly gone?: AbortSignal;
}

/**
 * One POST over the Unix socket without an HTTP client: the client of another program's runtime would send it to a proxy that
 * its environment names. Never rejects. `aborted`: there was no answer in time, which may be hours, or `gone` says that nobody
 * waits for one any more.
 */
export function callSocketPlainly(socket: string, { path, body, seconds, gone }: PlainCall): Promise<Reply> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const connection = connect(socket);
    const end = (reply: Reply): void => {
      clearTimeout(timer);
      connection.destroy();
      resolve(reply);
    };
    const lost = (why: string): void => end({ reply: 'lost', why });
    const timer = setTimeout(() => end({ reply: 'aborted' }), seconds * 1000);
    connection.on('connect', () => {
      const head = `POST ${path} HTTP/1.1\r\nHost: keyturn\r\nConnection: close\r\nContent-Type: application/json\r\n`;
      // One write, so that the other end wakes up once.
      connection.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
    connection.on('data', (part: Buffer) => {
      size += part.length;
      if (size > LARGEST) return lost('the answer is too large');
      parts.push(part);
      // Whole as soon as it is as long as it says: the end of the connection comes later.
      const reply = replyIn(Buffer.concat(parts));
      if (reply === undefined) return;
      end(reply);
    });
    connection.on('error', (error) => lost(error.message));
    gone?.addEventListener('abort', () => end({ reply: 'aborted' }), { once: true });
    connection.on('close', () => lost('the answer was cut off'));
  });
}

/** Only an answer that says how long it is, and is as long. */
function replyIn(bytes: Buffer): Reply | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.subarray(0, Math.max(0, end)).toString('latin1');
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1];
  const length = /^content-length: (\d+)$/im.exec(head.replaceAll('\r', ''))?.[1];
  const body = bytes.subarray(end + 4);
  if (status === undefined || length === undefined || body.length !== Number(length)) return undefined;
  return { reply: 'answer', status: Number(status), body: body.toString('utf8') };
}
