import { connect } from 'node:net';
import type { Reply } from './http.ts';

/** Largest answer to a hook, in bytes. */
const LARGEST = 1024 * 1024;

/**
 * One POST over the Unix socket without an HTTP client: the client of another program's runtime would send it to a proxy that
 * its environment names. Never rejects, and waits without a limit: a person may take hours.
 */
export function callSocketPlainly(socket: string, path: string, body: string, gone?: AbortSignal): Promise<Reply> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const connection = connect(socket);
    const lost = (why: string): void => {
      connection.destroy();
      resolve({ reply: 'lost', why });
    };
    connection.on('connect', () => {
      const bytes = Buffer.from(body, 'utf8');
      const head = `POST ${path} HTTP/1.1\r\nHost: keyturn\r\nConnection: close\r\nContent-Type: application/json\r\n`;
      connection.write(`${head}Content-Length: ${bytes.length}\r\n\r\n`);
      connection.write(bytes);
    });
    connection.on('data', (part: Buffer) => {
      size += part.length;
      if (size > LARGEST) return lost('the answer is too large');
      parts.push(part);
      // Whole as soon as it is as long as it says: the end of the connection comes later.
      const reply = replyIn(Buffer.concat(parts));
      if (reply === undefined) return;
      connection.destroy();
      resolve(reply);
    });
    connection.on('error', (error) => lost(error.message));
    gone?.addEventListener('abort', () => lost('nobody waits for it any more'), { once: true });
    connection.on('close', () => resolve({ reply: 'lost', why: 'the answer was cut off' }));
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
