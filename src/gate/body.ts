import type { IncomingMessage } from 'node:http';

/** Largest request body in bytes. */
export const MOST_BODY = 16 * 1024 * 1024;

/** Milliseconds in which a client that is sending must send something. */
export const SEND_PATIENCE = 5_000;

export type Body =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly why: 'too-large' | 'gone' | 'stalled' };

/** Reads a request's body to its end. */
export function readBody(request: IncomingMessage, limit = MOST_BODY, patience = SEND_PATIENCE): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve({ ok: false, why: 'too-large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (body: Body): void => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      resolve(body);
    };
    let timer = setTimeout(() => end({ ok: false, why: 'stalled' }), patience);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        end({ ok: false, why: 'too-large' });
        return;
      }
      chunks.push(chunk);
      clearTimeout(timer);
      timer = setTimeout(() => end({ ok: false, why: 'stalled' }), patience);
    });
    request.on('end', () => end({ ok: true, bytes: Buffer.concat(chunks, size) }));
    request.on('close', () => end({ ok: false, why: 'gone' }));
    request.on('error', () => end({ ok: false, why: 'gone' }));
  });
}
