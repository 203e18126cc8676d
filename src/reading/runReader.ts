import type { Context, OpenReader, Reader, Reading, RemoteReader, Source } from './reader.ts';

const OPENED = new WeakMap<OpenReader, Promise<Reader | RemoteReader>>();

/**
 * Runs a reader on one text. `failed` is the rule id of a problem: there is no reader, it could not be opened, or it
 * threw, which none may. A failed opening is tried again with the next text.
 */
export async function runReader(
  open: OpenReader | undefined,
  source: Source,
  context: Context,
): Promise<Reading | { readonly failed: string }> {
  if (open === undefined) return { failed: 'problem.no-reader' };
  try {
    const reading = await (await opened(open))(source, context);
    return isReading(reading) ? reading : { failed: 'problem.reader-failed' };
  } catch {
    return { failed: 'problem.reader-failed' };
  }
}

function opened(open: OpenReader): Promise<Reader | RemoteReader> {
  const before = OPENED.get(open);
  if (before !== undefined) return before;
  const opening = open();
  OPENED.set(open, opening);
  opening.catch(() => OPENED.delete(open));
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
    typeof reading.complete === 'boolean'
  );
}
