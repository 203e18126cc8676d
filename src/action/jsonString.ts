/** A string in a JSON text, with where each of its units stands in the source. */
export interface StringMember {
  /** The key it stands under; empty inside an array. */
  readonly key: string;
  readonly value: string;
  /** The source range without the quotes. */
  readonly start: number;
  readonly end: number;
  /** For each UTF-16 unit of the value, its offset in the source. */
  readonly offsets: readonly number[];
}

/** All string values of a JSON text that `scanJson` accepted, however deep, with their keys. */
export function stringMembers(source: string): readonly StringMember[] {
  const members: StringMember[] = [];
  let key = '';
  for (let open = source.indexOf('"'); open >= 0;) {
    const start = open + 1;
    const end = closingQuote(source, start);
    const { value, offsets } = decoded(source.slice(start, end), start);
    if (isKey(source, end + 1)) key = value;
    else members.push({ key, value, start, end, offsets });
    open = source.indexOf('"', end + 1);
  }
  return members;
}

/** Where the string that starts at `start` ends; the end of the text when it never does. */
function closingQuote(source: string, start: number): number {
  for (let at = start; at < source.length; at++) {
    if (source[at] === '"') return at;
    if (source[at] === '\\') at++;
  }
  return source.length;
}

function isKey(source: string, at: number): boolean {
  let after = at;
  while (' \n\r\t'.includes(source[after] ?? 'x')) after++;
  return source[after] === ':';
}

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function decoded(inner: string, start: number): { readonly value: string; readonly offsets: readonly number[] } {
  let value = '';
  const offsets: number[] = [];
  for (let at = 0; at < inner.length;) {
    offsets.push(start + at);
    if (inner[at] !== '\\') {
      value += inner[at++];
      continue;
    }
    const letter = inner[at + 1] ?? '';
    if (letter === 'u') {
      value += String.fromCharCode(Number.parseInt(inner.slice(at + 2, at + 6), 16));
      at += 6;
    } else {
      value += LETTERS[letter] ?? letter;
      at += 2;
    }
  }
  return { value, offsets };
}
