import { close, fault, nameHere, peek, skip, take } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { block, bracketed } from './brackets.ts';
import { variable } from './strings.ts';
import { isAttribute, typeName } from './types.ts';
import type { Expression, Parameter, Script, Statement } from './tree.ts';

/** Statements with blocks of their own; undefined when `keyword` starts none, so that it is a command's name. */
export function clauses(cursor: Cursor, keyword: string, next: string): Statement | undefined {
  switch (keyword) {
    case 'if':
      return next === '(' ? ifStatement(cursor) : undefined;
    case 'while':
    case 'for':
      return next === '(' ? loop(cursor, keyword) : undefined;
    case 'do':
      return next === '{' ? doLoop(cursor) : undefined;
    case 'foreach':
      return next === '(' || next === '-' ? foreachLoop(cursor) : undefined;
    case 'switch':
      return next === '(' || next === '-' ? switchStatement(cursor) : undefined;
    case 'try':
      return next === '{' ? tryStatement(cursor) : undefined;
    default:
      return undefined;
  }
}

function nested(cursor: Cursor): Script {
  skip(cursor, true);
  if (peek(cursor) !== '(') {
    fault(cursor, 'no (');
    return { parameters: [], statements: [], range: [cursor.at, cursor.at] };
  }
  const found = bracketed(cursor, 1);
  return found.type === 'nested' ? found.body : { parameters: [], statements: [], range: found.range };
}

function body(cursor: Cursor): Script {
  skip(cursor, true);
  if (peek(cursor) !== '{') {
    fault(cursor, 'no {');
    return { parameters: [], statements: [], range: [cursor.at, cursor.at] };
  }
  return block(cursor).body;
}

/** Takes a keyword that may stand on a later line. */
function keywordNext(cursor: Cursor, keyword: string): boolean {
  const before = cursor.at;
  skip(cursor, true);
  if (nameHere(cursor).toLowerCase() === keyword) {
    cursor.at += keyword.length;
    return true;
  }
  cursor.at = before;
  return false;
}

function ifStatement(cursor: Cursor): Statement {
  const start = cursor.at;
  cursor.at += 'if'.length;
  const found = [{ condition: nested(cursor), body: body(cursor) }];
  while (keywordNext(cursor, 'elseif')) found.push({ condition: nested(cursor), body: body(cursor) });
  const otherwise = keywordNext(cursor, 'else') ? body(cursor) : undefined;
  return { type: 'if', range: [start, cursor.at], clauses: found, otherwise };
}

function loop(cursor: Cursor, keyword: string): Statement {
  const start = cursor.at;
  cursor.at += keyword.length;
  const head = nested(cursor);
  return { type: 'loop', range: [start, cursor.at], head: [head], body: body(cursor) };
}

function doLoop(cursor: Cursor): Statement {
  const start = cursor.at;
  cursor.at += 'do'.length;
  const inner = body(cursor);
  const conditioned = keywordNext(cursor, 'while') || keywordNext(cursor, 'until');
  if (!conditioned) fault(cursor, 'no while');
  return { type: 'loop', range: [start, cursor.at], head: conditioned ? [nested(cursor)] : [], body: inner };
}

function foreachLoop(cursor: Cursor): Statement | undefined {
  const start = cursor.at;
  cursor.at += 'foreach'.length;
  skip(cursor, true);
  const option = /^-\w+\s*/.exec(cursor.text.slice(cursor.at, cursor.at + 40))?.[0];
  if (option !== undefined && /^-parallel/i.test(option)) cursor.at += option.length;
  const open = cursor.at;
  if (!take(cursor, '(')) {
    // `foreach -Process { … }` is the command of that name.
    cursor.at = start;
    return undefined;
  }
  skip(cursor, true);
  while (peek(cursor) === '[' && typeName(cursor) !== undefined) skip(cursor, true);
  const named = peek(cursor) === '$' ? variable(cursor) : undefined;
  if (named?.type !== 'variable') fault(cursor, 'no variable');
  skip(cursor, true);
  if (nameHere(cursor).toLowerCase() === 'in') cursor.at += 'in'.length;
  else fault(cursor, 'no in');
  const over = cursor.rules.statements(cursor, ')');
  close(cursor, ')', open);
  const inner = body(cursor);
  return {
    type: 'foreach',
    range: [start, cursor.at],
    variable: named?.type === 'variable' ? named.name : '',
    over,
    body: inner,
  };
}

function switchStatement(cursor: Cursor): Statement {
  const start = cursor.at;
  cursor.at += 'switch'.length;
  let file = false;
  for (;;) {
    skip(cursor, true);
    const option = /^-\w+/.exec(cursor.text.slice(cursor.at, cursor.at + 40))?.[0];
    if (option === undefined) break;
    cursor.at += option.length;
    if (/^-f/i.test(option)) file = true;
  }
  skip(cursor, true);
  const subject: Script =
    peek(cursor) === '('
      ? nested(cursor)
      : { parameters: [], statements: [statementOf(cursor.rules.argument(cursor))], range: [start, cursor.at] };
  skip(cursor, true);
  const open = cursor.at;
  if (!take(cursor, '{')) fault(cursor, 'no {');
  const found: { condition: Expression; body: Script }[] = [];
  for (;;) {
    skip(cursor, true);
    if (take(cursor, ';')) continue;
    if (peek(cursor) === '}' || peek(cursor) === '') break;
    const before = cursor.at;
    const condition = cursor.rules.argument(cursor);
    found.push({ condition, body: body(cursor) });
    if (cursor.at === before) cursor.at += 1;
  }
  close(cursor, '}', open);
  return { type: 'switch', range: [start, cursor.at], subject, clauses: found, file };
}

function statementOf(value: Expression): Statement {
  return {
    type: 'chain',
    range: value.range,
    pipelines: [{ operator: '', elements: [{ type: 'bare', range: value.range, value, redirects: [] }] }],
    background: false,
  };
}

function tryStatement(cursor: Cursor): Statement {
  const start = cursor.at;
  cursor.at += 'try'.length;
  const blocks = [body(cursor)];
  while (keywordNext(cursor, 'catch')) {
    for (;;) {
      skip(cursor, true);
      if (peek(cursor) !== '[' && !take(cursor, ',')) break;
      if (peek(cursor) === '[') typeName(cursor);
    }
    blocks.push(body(cursor));
  }
  if (keywordNext(cursor, 'finally')) blocks.push(body(cursor));
  return { type: 'try', range: [start, cursor.at], blocks };
}

/** `([string]$a = 1, $b)`. */
export function parameterList(cursor: Cursor): readonly Parameter[] {
  const open = cursor.at;
  cursor.at += 1;
  const found: Parameter[] = [];
  for (;;) {
    skip(cursor, true);
    if (take(cursor, ',')) continue;
    if (isAttribute(cursor) || peek(cursor) === '[') {
      typeName(cursor);
      continue;
    }
    const named = peek(cursor) === '$' ? variable(cursor) : undefined;
    if (named?.type !== 'variable') break;
    skip(cursor, true);
    let value: Expression | undefined;
    if (take(cursor, '=')) {
      skip(cursor, true);
      value = cursor.rules.parameter(cursor);
    }
    found.push({ name: named.name, value });
  }
  close(cursor, ')', open);
  return found;
}
