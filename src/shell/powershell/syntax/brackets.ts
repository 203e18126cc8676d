import { close, deeper } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { Expression, Script } from './tree.ts';

/** `( … )`, and with a longer opening `@( … )`. */
export function bracketed(cursor: Cursor, length: number): Expression {
  const start = cursor.at;
  cursor.at += length;
  const body = inner(cursor, ')');
  close(cursor, ')', start);
  return { type: 'nested', range: [start, cursor.at], body };
}

function inner(cursor: Cursor, closing: ')' | '}'): Script {
  return deeper(
    cursor,
    () => cursor.rules.statements(cursor, closing),
    () => ({ parameters: [], statements: [], range: [cursor.at, cursor.at] as const }),
  );
}

/** `{ … }`. */
export function block(cursor: Cursor): Extract<Expression, { type: 'block' }> {
  const start = cursor.at;
  cursor.at += 1;
  const body = inner(cursor, '}');
  close(cursor, '}', start);
  return { type: 'block', range: [start, cursor.at], body };
}
