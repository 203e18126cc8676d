/** Longest text that is read, in UTF-16 units. */
export const MAX_UNITS = 32 * 1024;
const MAX_OPENINGS = 200;

/** Beyond this the parser's time is not linear any more. */
export function isTooMuch(text: string): boolean {
  if (text.length > MAX_UNITS) return true;
  let openings = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    const next = text[at + 1];
    if (
      unit === '`' ||
      (next === '(' && (unit === '$' || unit === '<' || unit === '>')) ||
      (unit === '<' && next === '<')
    ) {
      if (++openings > MAX_OPENINGS) return true;
    }
  }
  return false;
}
