import type { IncomingMessage } from 'node:http';
import { textOf } from '../action/utf8.ts';
import { gateProblem, type GateProblem } from './problem.ts';

/** Largest request body in bytes. */
export const MOST_BODY = 16 * 1024 * 1024;

/** Bytes of all bodies that are being received. */
const MOST_RECEIVING = 64 * 1024 * 1024;

/** Bytes of a body that are always taken in: large bodies must not keep everybody else out. */
const SMALL_BODY = 64 * 1024;

/** Milliseconds in which a client that is sending must send something. */
export const SEND_PATIENCE = 5_000;

/** Counts what large bodies keep in memory while they come in. */
export interface Intake {
  /** False: no more of it fits. */
  grow(bytes: number): boolean;
  shrink(bytes: number): void;
}

export function openIntake(most = MOST_RECEIVING): Intake {
  let receiving = 0;
  return {
    grow(bytes) {
      if (receiving + bytes > most) return false;
      receiving += bytes;
      return true;
    },
    shrink(bytes) {
      receiving -= bytes;
    },
  };
}

type Body =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly why: 'too-large' | 'too-much' | 'gone' | 'stalled' };

/** The JSON text of a request's body, or why there is none. Undefined: the client went away or stopped in the middle. */
export async function bodyText(request: IncomingMessage, intake: Intake): Promise<string | GateProblem | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(type))
    return gateProblem('media-type', { type: type.slice(0, 100) });
  const body = await readBody(request, intake);
  if (body.ok) return textOf(body.bytes) ?? { code: 'not-utf8', values: {} };
  switch (body.why) {
    case 'too-large':
      return gateProblem('too-large', { limit: String(MOST_BODY) });
    case 'too-much':
      return gateProblem('too-much');
    case 'gone':
    case 'stalled':
      return undefined;
  }
}

/** Reads a request's body to its end. */
function readBody(request: IncomingMessage, intake: Intake): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY)
    return Promise.resolve({ ok: false, why: 'too-large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let counted = 0;
    const end = (body: Body): void => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      intake.shrink(counted);
      counted = 0;
      resolve(body);
    };
    // A process that was kept from running has not taken in what is there: one turn of the loop more, in which it does.
    const late = (): void => {
      const before = size;
      setImmediate(() => {
        if (size === before) end({ ok: false, why: 'stalled' });
      });
    };
    let timer = setTimeout(late, SEND_PATIENCE);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BODY) {
        end({ ok: false, why: 'too-large' });
        return;
      }
      if (size > SMALL_BODY) {
        if (!intake.grow(chunk.length)) {
          end({ ok: false, why: 'too-much' });
          return;
        }
        counted += chunk.length;
      }
      chunks.push(chunk);
      clearTimeout(timer);
      timer = setTimeout(late, SEND_PATIENCE);
    });
    request.on('end', () => end({ ok: true, bytes: Buffer.concat(chunks, size) }));
    request.on('close', () => end({ ok: false, why: 'gone' }));
    request.on('error', () => end({ ok: false, why: 'gone' }));
  });
}
