import { isBlank, isNewline, peek, skip } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { Redirect, Unit, Word } from './tree.ts';

const REDIRECT = /^([0-9]?)(>>|>|<)/;

/** `> file`, `2>&1`; undefined when none stands here. */
export function redirection(cursor: Cursor): Redirect | undefined {
  const start = cursor.at;
  const found = REDIRECT.exec(cursor.text.slice(start, start + 3));
  if (found === null) return undefined;
  const [all, stream = '', operator = '>'] = found;
  cursor.at += all.length;
  skip(cursor);
  const from = cursor.at;
  // `2>&1`.
  if (peek(cursor) === '&' && /[0-9]/.test(peek(cursor, 1))) cursor.at += 2;
  const units = cursor.at === from ? word(cursor) : { range: [from, cursor.at] as const, units: [] };
  return {
    range: [start, cursor.at],
    operator: operator as Redirect['operator'],
    stream: stream === '' ? undefined : Number(stream),
    target: units,
  };
}

/** One word: up to a blank or a special sign outside quotes. `^` takes the meaning from the unit behind it. */
export function word(cursor: Cursor): Word {
  const start = cursor.at;
  const units: Unit[] = [];
  let inQuotes = false;
  for (;;) {
    const unit = peek(cursor);
    if (unit === '' || isNewline(unit)) break;
    if (unit === '"') {
      inQuotes = !inQuotes;
      units.push({ unit, at: cursor.at, plain: false });
      cursor.at += 1;
      continue;
    }
    if (!inQuotes) {
      if (isBlank(unit) || '&|<>'.includes(unit) || (unit === ')' && cursor.depth > 0)) break;
      if (unit === '^') {
        if (isNewline(peek(cursor, 1))) {
          cursor.at += cursor.text.startsWith('^\r\n', cursor.at) ? 3 : 2;
          continue;
        }
        cursor.at += 1;
        if (peek(cursor) === '') break;
        units.push({ unit: peek(cursor), at: cursor.at, plain: true });
        cursor.at += 1;
        continue;
      }
    }
    units.push({ unit, at: cursor.at, plain: inQuotes });
    cursor.at += 1;
  }
  return { range: [start, cursor.at], units };
}

export function textOfWord(word: Word): string {
  return word.units.map(({ unit }) => unit).join('');
}
