import type { TextRange } from '../effect/effect.ts';
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
 * The text that a literal's source stands for. Both languages together: an escape that only one of them knows is rare,
 * and `\a` in JavaScript is the one that differs.
 */
export function literal(source: string, range: TextRange, options: { readonly raw: boolean }): TextTerm {
  const written = source.slice(...range);
  if (options.raw || !written.includes('\\')) return { op: 'text', value: written, range };
  const offsets: number[] = [];
  let value = '';
  for (let at = 0; at < written.length;) {
    const [piece, length] = written[at] === '\\' ? escapeAt(written, at) : [written[at] ?? '', 1];
    for (let unit = 0; unit < piece.length; unit += 1) offsets.push(range[0] + at);
    value += piece;
    at += length;
  }
  return { op: 'text', value, range, offsets };
}

function escapeAt(written: string, at: number): readonly [piece: string, length: number] {
  NUMERIC.lastIndex = at;
  const numeric = NUMERIC.exec(written);
  if (numeric !== null) {
    const [all, byte, short, braced, long, octal] = numeric;
    const code = octal === undefined ? Number.parseInt(byte ?? short ?? braced ?? long ?? '', 16) : parseInt(octal, 8);
    return [code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code), all.length];
  }
  const next = written[at + 1] ?? '';
  const simple = SIMPLE[next];
  if (simple !== undefined) return [simple, 2];
  return [`\\${next}`, 2];
}
