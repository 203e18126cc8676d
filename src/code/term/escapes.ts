import type { TextRange } from '../../effect/effect.ts';
import type { TextTerm } from './term.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
  '\n': '',
};

const NUMERIC = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8})|([0-7]{1,3}))/y;

/**
 * What a backslash means: `none`: itself · `quotes`: only before a quote or another one · `kept`: an escape, and where
 * there is no such escape, itself · `dropped`: an escape, and else the character behind it alone. The escapes themselves
 * are those of all languages together; one that only some of them know is rare.
 */
export type Escapes = 'none' | 'quotes' | 'kept' | 'dropped';

/** The text that a literal's source stands for. */
export function literal(source: string, range: TextRange, escapes: Escapes): TextTerm {
  const written = source.slice(...range);
  if (escapes === 'none' || !written.includes('\\')) return { op: 'text', value: written, range };
  const offsets: number[] = [];
  let value = '';
  for (let at = 0; at < written.length;) {
    const [piece, length] = written[at] === '\\' ? escapeAt(written, at, escapes) : [written[at] ?? '', 1];
    for (let unit = 0; unit < piece.length; unit += 1) offsets.push(range[0] + at);
    value += piece;
    at += length;
  }
  return { op: 'text', value, range, offsets };
}

function escapeAt(written: string, at: number, escapes: Escapes): readonly [piece: string, length: number] {
  const next = written[at + 1] ?? '';
  if (escapes === 'quotes') return /['\\]/.test(next) ? [next, 2] : ['\\', 1];
  NUMERIC.lastIndex = at;
  const numeric = NUMERIC.exec(written);
  if (numeric !== null) {
    const [all, byte, short, braced, long, octal] = numeric;
    const code = octal === undefined ? Number.parseInt(byte ?? short ?? braced ?? long ?? '', 16) : parseInt(octal, 8);
    return [code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code), all.length];
  }
  const simple = Object.hasOwn(SIMPLE, next) ? SIMPLE[next] : undefined;
  if (simple !== undefined) return [simple, 2];
  return [escapes === 'kept' ? `\\${next}` : next, 2];
}
