/** A word that reads the same without quotes. */
const BARE = /^[A-Za-z0-9_@%+=:,./-]+$/;

export interface ArgvText {
  readonly text: string;
  /** For each word, where it stands in the text, quotes included. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

/** The words joined for display, each quoted as a POSIX shell would need it. It is shown and ranged, never run. */
export function argvText(argv: readonly string[]): ArgvText {
  const ranges: [number, number][] = [];
  let text = '';
  for (const word of argv) {
    if (ranges.length > 0) text += ' ';
    const start = text.length;
    text += BARE.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
    ranges.push([start, text.length]);
  }
  return { text, ranges };
}
