import { bracketed } from './brackets.ts';
import {
  close,
  deeper,
  fault,
  isDash,
  isDoubleQuote,
  isSingleQuote,
  nameHere,
  peek,
  skip,
  startsWith,
  take,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { quoted, variable } from './strings.ts';
import type { Expression } from './tree.ts';

/** What follows a value without a blank: `.Name`, `::Name`, `[0]`, `(…)` behind a name, `++`. */
export function postfix(cursor: Cursor, first: Expression): Expression {
  let value = first;
  const start = first.range[0];
  for (;;) {
    const step = /^\?(?=[.[])/.test(cursor.text.slice(cursor.at, cursor.at + 2)) ? 1 : 0;
    const unit = peek(cursor, step);
    const isStatic = unit === ':' && peek(cursor, step + 1) === ':';
    if (isStatic || (unit === '.' && startsMember(cursor, step + 1))) {
      cursor.at += step + (isStatic ? 2 : 1);
      const name = memberName(cursor);
      const parameters = peek(cursor) === '(' ? methodArguments(cursor) : undefined;
      value = { type: 'member', range: [start, cursor.at], object: value, name, isStatic, parameters };
    } else if (unit === '[') {
      const open = cursor.at;
      cursor.at += step + 1;
      skip(cursor, true);
      const index = cursor.rules.expression(cursor);
      close(cursor, ']', open);
      value = { type: 'index', range: [start, cursor.at], object: value, index };
    } else if (startsWith(cursor, '++') || (isDash(unit) && isDash(peek(cursor, 1)) && step === 0)) {
      const operator = startsWith(cursor, '++') ? '++' : '--';
      cursor.at += 2;
      value = { type: 'unary', range: [start, cursor.at], operator, operand: value };
    } else return value;
  }
}

function startsMember(cursor: Cursor, ahead: number): boolean {
  const unit = peek(cursor, ahead);
  return /[\p{L}_$(]/u.test(unit) || isSingleQuote(unit) || isDoubleQuote(unit);
}

/** A name behind a dot, or the key of a table. */
export function memberName(cursor: Cursor): Expression {
  const start = cursor.at;
  const unit = peek(cursor);
  const name = nameHere(cursor) || (/^[0-9]+/.exec(cursor.text.slice(start, start + 20))?.[0] ?? '');
  if (name !== '') {
    cursor.at += name.length;
    const offsets = Array.from({ length: name.length }, (_, index) => start + index);
    return { type: 'text', range: [start, cursor.at], parts: [{ text: name, offsets }], quoted: true };
  }
  if (isSingleQuote(unit) || isDoubleQuote(unit)) return quoted(cursor);
  if (unit === '(') return bracketed(cursor, 1);
  const found = unit === '$' ? variable(cursor) : undefined;
  if (found !== undefined) return found;
  fault(cursor, 'no name');
  return { type: 'text', range: [start, start], parts: [], quoted: true };
}

function methodArguments(cursor: Cursor): readonly Expression[] {
  const open = cursor.at;
  cursor.at += 1;
  const found: Expression[] = [];
  skip(cursor, true);
  while (peek(cursor) !== ')' && peek(cursor) !== '') {
    const before = cursor.at;
    // A comma parts parameters here; it makes an array only inside brackets of its own.
    const value = deeper(
      cursor,
      () => cursor.rules.parameter(cursor),
      () => undefined,
    );
    if (value !== undefined) found.push(value);
    skip(cursor, true);
    if (!take(cursor, ',') && peek(cursor) !== ')') break;
    skip(cursor, true);
    if (cursor.at === before) break;
  }
  close(cursor, ')', open);
  return found;
}
