import { close, deeper, fault, isDash, isDoubleQuote, isSingleQuote, peek, skip, startsWith, take } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { block, bracketed } from './brackets.ts';
import { memberName, postfix } from './postfix.ts';
import { hereString, number, quoted, subexpression, variable } from './strings.ts';
import { typeName } from './types.ts';
import type { Expression, Statement } from './tree.ts';

const COMPARISON =
  /^[ci]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|in|notin|replace|split|join)$|^(?:is|isnot|as)$/;
const SIGNS: readonly (readonly [sign: string, rank: number])[] = [
  ['??', 1],
  ['..', 8],
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['%', 6],
];

/** The operator that stands here and how strongly it binds; undefined: the expression ends. */
function operatorHere(
  cursor: Cursor,
): { readonly text: string; readonly length: number; readonly rank: number } | undefined {
  if (isDash(peek(cursor))) {
    const name = /^[A-Za-z]+/.exec(cursor.text.slice(cursor.at + 1, cursor.at + 16))?.[0].toLowerCase();
    if (name !== undefined) {
      const rank = /^(?:and|or|xor)$/.test(name)
        ? 2
        : /^(?:band|bor|bxor)$/.test(name)
          ? 3
          : COMPARISON.test(name)
            ? 4
            : /^sh[lr]$/.test(name)
              ? 6
              : name === 'f'
                ? 7
                : 0;
      if (rank === 0) return undefined;
      return { text: name, length: name.length + 1, rank };
    }
  }
  const sign = SIGNS.find(([text]) => startsWith(cursor, text) || (text === '-' && isDash(peek(cursor))));
  if (sign === undefined) return undefined;
  const [text, rank] = sign;
  // `+=` and its like assign; `--` and `++` belong to what stands before them.
  if (peek(cursor, text.length) === '=') return undefined;
  if (text === '-' && isDash(peek(cursor, 1))) return undefined;
  return { text, length: text.length, rank };
}

export function expression(cursor: Cursor): Expression {
  return deeper(
    cursor,
    () => choice(cursor),
    () => nothing(cursor),
  );
}

function nothing(cursor: Cursor): Expression {
  return { type: 'text', range: [cursor.at, cursor.at], parts: [], quoted: true };
}

function choice(cursor: Cursor): Expression {
  const condition = binary(cursor, 1);
  skip(cursor);
  if (peek(cursor) !== '?' || peek(cursor, 1) === '?') return condition;
  cursor.at += 1;
  skip(cursor, true);
  const then = expression(cursor);
  skip(cursor, true);
  if (!take(cursor, ':')) fault(cursor, 'no :');
  skip(cursor, true);
  const otherwise = expression(cursor);
  return { type: 'choice', range: [condition.range[0], cursor.at], condition, then, otherwise };
}

function binary(cursor: Cursor, least: number): Expression {
  let left = commaList(cursor, unary);
  for (;;) {
    skip(cursor);
    const operator = operatorHere(cursor);
    if (operator === undefined || operator.rank < least) return left;
    cursor.at += operator.length;
    skip(cursor, true);
    const right = binary(cursor, operator.rank + 1);
    left = { type: 'binary', range: [left.range[0], cursor.at], operator: operator.text, left, right };
  }
}

/** `a, b, c`: one item, or an array of several. */
export function commaList(cursor: Cursor, item: (cursor: Cursor) => Expression): Expression {
  const start = cursor.at;
  const first = item(cursor);
  const items = [first];
  for (;;) {
    const before = cursor.at;
    skip(cursor);
    if (peek(cursor) !== ',') {
      cursor.at = before;
      break;
    }
    cursor.at += 1;
    skip(cursor, true);
    items.push(item(cursor));
  }
  return items.length === 1 ? first : { type: 'array', range: [start, cursor.at], items };
}

function unary(cursor: Cursor): Expression {
  const start = cursor.at;
  const unit = peek(cursor);
  const applied = (operator: string, length: number): Expression => {
    cursor.at += length;
    skip(cursor);
    const operand = deeper(
      cursor,
      () => unary(cursor),
      () => nothing(cursor),
    );
    return { type: 'unary', range: [start, cursor.at], operator, operand };
  };
  if (unit === '!' || unit === ',') return applied(unit, 1);
  if (unit === '+') return applied('+', startsWith(cursor, '++') ? 2 : 1);
  if (isDash(unit)) {
    const name = /^[A-Za-z]+/.exec(cursor.text.slice(start + 1, start + 10))?.[0].toLowerCase() ?? '';
    if (/^(?:not|bnot|[ci]?split|join)$/.test(name)) return applied(name, name.length + 1);
    return applied('-', isDash(peek(cursor, 1)) ? 2 : 1);
  }
  if (unit === '[') {
    const type = typeName(cursor);
    if (type === undefined) return nothing(cursor);
    const before = cursor.at;
    skip(cursor);
    // `[int] $x` casts; `[int]` alone, or with `::`, is the type.
    if (startsOperand(cursor) && !startsWith(cursor, '::')) {
      const operand = deeper(
        cursor,
        () => unary(cursor),
        () => nothing(cursor),
      );
      return { type: 'cast', range: [start, cursor.at], name: type, operand };
    }
    cursor.at = before;
    return postfix(cursor, { type: 'type', range: [start, cursor.at], name: type });
  }
  return postfix(cursor, primary(cursor));
}

function startsOperand(cursor: Cursor): boolean {
  const unit = peek(cursor);
  return (
    unit === '$' ||
    unit === '(' ||
    unit === '@' ||
    unit === '[' ||
    unit === '{' ||
    isSingleQuote(unit) ||
    isDoubleQuote(unit) ||
    /[0-9]/.test(unit) ||
    (isDash(unit) && /[0-9$(]/.test(peek(cursor, 1)))
  );
}

function primary(cursor: Cursor): Expression {
  const start = cursor.at;
  const unit = peek(cursor);
  if (unit === '$') {
    if (startsWith(cursor, '$(')) return subexpression(cursor);
    const found = variable(cursor);
    if (found !== undefined) return found;
  }
  if (isSingleQuote(unit) || isDoubleQuote(unit)) return quoted(cursor);
  if (unit === '(') return bracketed(cursor, 1);
  if (unit === '{') return block(cursor);
  if (unit === '@') return special(cursor);
  const found = number(cursor);
  if (found !== undefined) return found;
  fault(cursor, 'no value');
  if (unit !== '' && !/[)}\];|&\r\n]/.test(unit)) cursor.at += 1;
  return { type: 'text', range: [start, cursor.at], parts: [], quoted: true };
}

/** What `@` starts: a here-string, a table, an array. */
export function special(cursor: Cursor): Expression {
  const start = cursor.at;
  const text = hereString(cursor);
  if (text !== undefined) return text;
  if (peek(cursor, 1) === '(') return bracketed(cursor, 2);
  if (peek(cursor, 1) === '{') return table(cursor);
  fault(cursor, 'no value');
  cursor.at += 1;
  return { type: 'text', range: [start, cursor.at], parts: [], quoted: true };
}

function table(cursor: Cursor): Expression {
  const start = cursor.at;
  cursor.at += 2;
  const entries: { key: Expression; value: Statement }[] = [];
  for (;;) {
    skipSeparators(cursor);
    if (peek(cursor) === '}' || peek(cursor) === '') break;
    const before = cursor.at;
    const key = memberName(cursor);
    skip(cursor);
    if (!take(cursor, '=')) {
      fault(cursor, 'no =');
      cursor.at = Math.max(cursor.at, before + 1);
      continue;
    }
    skip(cursor, true);
    const value = deeper(
      cursor,
      () => cursor.rules.statement(cursor),
      () => undefined,
    );
    if (value !== undefined) entries.push({ key, value });
    if (cursor.at === before) cursor.at += 1;
  }
  close(cursor, '}', start);
  return { type: 'table', range: [start, cursor.at], entries };
}

function skipSeparators(cursor: Cursor): void {
  skip(cursor, true);
  while (take(cursor, ';')) skip(cursor, true);
}

export function argumentExpression(cursor: Cursor): Expression {
  let left = unary(cursor);
  for (;;) {
    skip(cursor, true);
    const operator = operatorHere(cursor);
    if (operator === undefined) return left;
    cursor.at += operator.length;
    skip(cursor, true);
    const right = unary(cursor);
    left = { type: 'binary', range: [left.range[0], cursor.at], operator: operator.text, left, right };
  }
}
