/** Longest text that is read, in UTF-16 units. */
export const MAX_UNITS = 32 * 1024;
const MAX_OPENINGS = 200;
const OPENING = /`|[$<>](?=\()|<(?=<)/g;

/** Beyond this the parser's time is not linear any more. */
export function isTooMuch(text: string): boolean {
  return text.length > MAX_UNITS || (text.match(OPENING)?.length ?? 0) > MAX_OPENINGS;
}
