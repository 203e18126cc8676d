import type { TextRange } from '../effect/effect.ts';
import { indexAt, type Token } from './lex.ts';

/** Finds words and names among the significant tokens of a text. */
export interface Locator {
  /** The dotted name that starts at `offset`: `a."b".c`. */
  nameAt(offset: number): TextRange;
  /** From the nearest of `words` before `offset` to the end of the name at `offset`. */
  verbTo(offset: number, words: readonly string[], from: number): TextRange;
  /** Where `name` (its last part, as the server folds it) first stands between `from` and `to`; else all of that. */
  find(name: string, from: number, to: number): TextRange;
  /** The same, where a table may stand: behind FROM, JOIN, INTO, UPDATE, TABLE or a comma, if it stands there at all. */
  findTable(name: string, from: number, to: number): TextRange;
  /** The statement without its comments and blanks around. */
  trim(from: number, to: number): TextRange;
}

export function openLocator(tokens: readonly Token[]): Locator {
  const nameEnd = (index: number): number => {
    let last = index;
    while (tokens[last + 1]?.value === '.' && isName(tokens[last + 2])) last += 2;
    return tokens[last]?.end ?? 0;
  };
  // Where each name stands, made when one is first looked for: a statement may name thousands.
  let places: ReadonlyMap<string, readonly number[]> | undefined;
  const search = (
    name: string,
    from: number,
    to: number,
    fits: (before: Token | undefined) => boolean,
  ): TextRange | undefined => {
    places ??= placesOf(tokens);
    const found = places.get((name.split('.').at(-1) ?? name).toLowerCase()) ?? [];
    for (let k = firstFrom(found, indexAt(tokens, from)); k < found.length; k += 1) {
      const i = found[k] ?? 0;
      const token = tokens[i];
      if (token === undefined || token.start >= to) return undefined;
      let first = i;
      while (tokens[first - 1]?.value === '.' && isName(tokens[first - 2])) first -= 2;
      if (fits(tokens[first - 1])) return [Math.max(from, tokens[first]?.start ?? token.start), token.end];
    }
    return undefined;
  };
  return {
    nameAt(offset) {
      const index = indexAt(tokens, offset);
      const token = tokens[index];
      return token === undefined ? [offset, offset] : [token.start, nameEnd(index)];
    },
    verbTo(offset, words, from) {
      const index = indexAt(tokens, offset);
      const end = nameEnd(index);
      for (let i = index - 1; i >= 0; i -= 1) {
        const token = tokens[i];
        if (token === undefined || token.start < from) break;
        if (token.kind === 'word' && words.includes(token.value)) return [token.start, end];
      }
      return [Math.min(offset, end), end];
    },
    find(name, from, to) {
      return search(name, from, to, () => true) ?? this.trim(from, to);
    },
    findTable(name, from, to) {
      return search(name, from, to, opensTable) ?? this.find(name, from, to);
    },
    trim(from, to) {
      const first = tokens[indexAt(tokens, from)];
      let last = indexAt(tokens, to) - 1;
      while (last > 0 && tokens[last]?.kind === 'semicolon') last -= 1;
      const end = tokens[last];
      return first === undefined || end === undefined || end.end < first.start ? [from, to] : [first.start, end.end];
    },
  };
}

/** The indexes of every name, by the name in lower case. */
function placesOf(tokens: readonly Token[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  tokens.forEach((token, index) => {
    if (!isName(token)) return;
    const name = token.value.toLowerCase();
    const known = places.get(name);
    if (known === undefined) places.set(name, [index]);
    else known.push(index);
  });
  return places;
}

/** The first place in `found`, ascending, whose value is at least `least`. */
function firstFrom(found: readonly number[], least: number): number {
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((found[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

const BEFORE_TABLE: ReadonlySet<string> = new Set([
  'FROM',
  'JOIN',
  'INTO',
  'UPDATE',
  'TABLE',
  'USING',
  'ONLY',
  'EXISTS',
  'IGNORE',
  'REPLACE',
  'ON',
  ',',
]);

function opensTable(before: Token | undefined): boolean {
  return before !== undefined && BEFORE_TABLE.has(before.value);
}

function isName(token: Token | undefined): boolean {
  return token !== undefined && (token.kind === 'word' || token.kind === 'name' || token.kind === 'string');
}
