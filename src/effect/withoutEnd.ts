/**
 * `text` without the run of `units` at its end. A pattern like `/\/+$/` looks at each run anew from each of its letters: a
 * word of 32 KiB of slashes and a letter takes it half a second.
 */
export function withoutEnd(text: string, units: string): string {
  let end = text.length;
  while (end > 0 && units.includes(text[end - 1] ?? '')) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}
