import type { Within } from './ports.ts';
import type { Context, OpenReader, Reader, Reading, RemoteReader, Source } from './reader.ts';

const OPENING = new WeakMap<OpenReader, Promise<Reader | RemoteReader>>();
const OPEN = new WeakMap<OpenReader, Reader | RemoteReader>();

/**
 * Runs a reader on one text. `failed` is the rule id of a problem: there is no reader, a file of it could not be loaded, it
 * threw, which none may, or it is late. A failed opening is tried again with the next text.
 */
export async function runReader(
  open: OpenReader | undefined,
  source: Source,
  context: Context,
  within: Within,
): Promise<Reading | { readonly failed: string }> {
  if (open === undefined) return { failed: 'problem.no-reader' };
  let reader = OPEN.get(open);
  if (reader === undefined) {
    try {
      reader = await within(opened(open));
    } catch {
      return { failed: 'problem.reader-not-loaded' };
    }
    if (reader === undefined) return { failed: 'problem.late' };
  }
  try {
    const answer = reader(source, context);
    // A reader in this thread has answered already: no timer for it.
    const reading = answer instanceof Promise ? await within(answer) : answer;
    if (reading === undefined) return { failed: 'problem.late' };
    return isReading(reading) ? reading : { failed: 'problem.reader-failed' };
  } catch {
    return { failed: 'problem.reader-failed' };
  }
}

function opened(open: OpenReader): Promise<Reader | RemoteReader> {
  const before = OPENING.get(open);
  if (before !== undefined) return before;
  const opening = open();
  OPENING.set(open, opening);
  opening.then(
    (reader) => OPEN.set(open, reader),
    () => OPENING.delete(open),
  );
  return opening;
}

/** A remote reader's answer crossed a thread: its shape is looked at before it is believed. */
function isReading(reading: Reading): boolean {
  return (
    typeof reading === 'object' &&
    reading !== null &&
    Array.isArray(reading.effects) &&
    Array.isArray(reading.embedded) &&
    Array.isArray(reading.problems) &&
    Array.isArray(reading.asks) &&
    [reading.checkouts, reading.unordered].every((list) => list === undefined || Array.isArray(list)) &&
    typeof reading.complete === 'boolean'
  );
}
