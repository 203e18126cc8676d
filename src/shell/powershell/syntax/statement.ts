import { command, redirection } from './command.ts';
import {
  deeper,
  fault,
  isDash,
  isDoubleQuote,
  isNewline,
  isSingleQuote,
  nameHere,
  peek,
  skip,
  startsWith,
  take,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { block } from './brackets.ts';
import { clauses, parameterList } from './clauses.ts';
import { hereString, number, variable } from './strings.ts';
import { isAttribute, typeName } from './types.ts';
import type { Bare, Command, Expression, Parameter, Pipeline, Script, Statement } from './tree.ts';

/** Statements up to `closing`, which is left where it stands. */
export function statements(cursor: Cursor, closing: '' | '}' | ')'): Script {
  const start = cursor.at;
  const found: Statement[] = [];
  let parameters: readonly Parameter[] = [];
  for (;;) {
    skip(cursor, true);
    const unit = peek(cursor);
    if (unit === '' || (closing !== '' && unit === closing)) break;
    if (take(cursor, ';')) continue;
    const before = cursor.at;
    if (isAttribute(cursor) && /^\[[^\n]*\]\s*(?:param\b|\[)/i.test(cursor.text.slice(cursor.at, cursor.at + 300))) {
      typeName(cursor);
      continue;
    }
    if (/^param\s*\(/i.test(cursor.text.slice(before, before + 40))) {
      cursor.at += 'param'.length;
      skip(cursor, true);
      parameters = parameterList(cursor);
      continue;
    }
    const next = deeper(
      cursor,
      () => statement(cursor),
      () => undefined,
    );
    if (next !== undefined) found.push(next);
    skip(cursor);
    const after = peek(cursor);
    const parted = next?.type === 'chain' && next.background;
    const ended = parted || after === '' || isNewline(after) || after === ';' || after === closing;
    if (cursor.at === before || (!ended && !endsInBrace(next))) {
      if (!ended) fault(cursor, 'unexpected text');
      if (cursor.at === before || !ended) cursor.at += 1;
    }
  }
  return { parameters, statements: found, range: [start, cursor.at] };
}

/** `if (x) { a } b` is two statements without anything between them. */
function endsInBrace(statement: Statement | undefined): boolean {
  return (
    statement !== undefined &&
    statement.type !== 'chain' &&
    statement.type !== 'assignment' &&
    statement.type !== 'leave'
  );
}

const LEAVES = new Set(['return', 'throw', 'exit', 'break', 'continue']);
const BLOCKS = new Set([
  'begin',
  'process',
  'end',
  'clean',
  'dynamicparam',
  'data',
  'inlinescript',
  'parallel',
  'sequence',
]);

export function statement(cursor: Cursor): Statement | undefined {
  const start = cursor.at;
  if (peek(cursor) === ':' && /^:\w+\s/.test(cursor.text.slice(start, start + 80))) {
    cursor.at += 1 + nameHere({ ...cursor, at: start + 1 }).length;
    skip(cursor, true);
  }
  const keyword = nameHere(cursor).toLowerCase();
  if (keyword !== '') {
    const end = cursor.at + keyword.length;
    // A keyword is a word of its own: `if-up` and `exit.ps1` are commands.
    const after = cursor.text[end] ?? '';
    const alone = after === '' || /[\s(){};&|:@$"']/.test(after);
    const next = /^\s*(.?)/s.exec(cursor.text.slice(end, end + 80))?.[1] ?? '';
    if (alone) {
      const found = clauses(cursor, keyword, next);
      if (found !== undefined) return found;
      if (LEAVES.has(keyword)) return leave(cursor, keyword);
      if (BLOCKS.has(keyword) && next === '{') {
        cursor.at = end;
        skip(cursor, true);
        const { body } = block(cursor);
        return { type: 'block', range: [start, cursor.at], body };
      }
      if ((keyword === 'function' || keyword === 'filter' || keyword === 'workflow') && /[\p{L}_]/u.test(next))
        return declaration(cursor, keyword);
      if (/^(?:class|enum|using|trap|configuration)$/.test(keyword)) {
        fault(cursor, `${keyword} is not followed`);
        cursor.at = end;
        return undefined;
      }
    }
  }
  return assignmentOrChain(cursor);
}

function leave(cursor: Cursor, keyword: string): Statement {
  const start = cursor.at;
  cursor.at += keyword.length;
  skip(cursor);
  const unit = peek(cursor);
  const value = unit === '' || isNewline(unit) || ';})'.includes(unit) ? undefined : assignmentOrChain(cursor);
  return { type: 'leave', range: [start, cursor.at], keyword, value };
}

function declaration(cursor: Cursor, keyword: string): Statement {
  const start = cursor.at;
  cursor.at += keyword.length;
  skip(cursor);
  const name = /^[^\s(){};]+/.exec(cursor.text.slice(cursor.at, cursor.at + 128))?.[0] ?? '';
  cursor.at += name.length;
  skip(cursor, true);
  const parameters = peek(cursor) === '(' ? parameterList(cursor) : [];
  skip(cursor, true);
  if (peek(cursor) !== '{') {
    fault(cursor, 'no {');
    return {
      type: 'function',
      range: [start, cursor.at],
      name,
      body: { parameters, statements: [], range: [start, cursor.at] },
    };
  }
  const { body } = block(cursor);
  const own = parameters.length > 0 ? { ...body, parameters } : body;
  // A scope is not part of the name.
  return {
    type: 'function',
    range: [start, cursor.at],
    name: name.replace(/^(?:global|script|local|private):/i, ''),
    body: own,
  };
}

const ASSIGN = /^(?:=(?!=)|\+=|-=|\*=|\/=|%=|\?\?=)/;

function assignmentOrChain(cursor: Cursor): Statement {
  const start = cursor.at;
  if (startsExpression(cursor)) {
    const before = cursor.faults.length;
    const target = cursor.rules.expression(cursor);
    skip(cursor);
    const operator = ASSIGN.exec(cursor.text.slice(cursor.at, cursor.at + 3))?.[0];
    if (operator !== undefined && cursor.faults.length === before) {
      cursor.at += operator.length;
      skip(cursor, true);
      const value = deeper(
        cursor,
        () => statement(cursor),
        () => undefined,
      );
      if (value !== undefined) return { type: 'assignment', range: [start, cursor.at], target, operator, value };
      fault(cursor, 'no value');
    }
    return chain(cursor, start, bareOf(cursor, target));
  }
  return chain(cursor, start, element(cursor));
}

function bareOf(cursor: Cursor, value: Expression): Bare {
  const redirects = [];
  for (;;) {
    skip(cursor);
    const redirect = redirection(cursor);
    if (redirect === undefined) break;
    redirects.push(redirect);
  }
  return { type: 'bare', range: [value.range[0], cursor.at], value, redirects };
}

function chain(cursor: Cursor, start: number, first: Bare | Command): Statement {
  const pipelines: Pipeline[] = [{ operator: '', elements: pipeline(cursor, first) }];
  for (;;) {
    const operator = startsWith(cursor, '&&') ? '&&' : startsWith(cursor, '||') ? '||' : undefined;
    if (operator === undefined) break;
    cursor.at += 2;
    skip(cursor, true);
    pipelines.push({ operator, elements: pipeline(cursor, element(cursor)) });
  }
  const background = peek(cursor) === '&' && take(cursor, '&');
  return { type: 'chain', range: [start, cursor.at], pipelines, background };
}

function pipeline(cursor: Cursor, first: Bare | Command): readonly (Bare | Command)[] {
  const elements = [first];
  for (;;) {
    skip(cursor);
    // A line may start with the pipe.
    if (isNewline(peek(cursor))) {
      const before = cursor.at;
      skip(cursor, true);
      if (peek(cursor) !== '|' || peek(cursor, 1) === '|') {
        cursor.at = before;
        return elements;
      }
    }
    if (peek(cursor) !== '|' || peek(cursor, 1) === '|') return elements;
    cursor.at += 1;
    skip(cursor, true);
    elements.push(element(cursor));
  }
}

function element(cursor: Cursor): Bare | Command {
  return startsExpression(cursor) ? bareOf(cursor, cursor.rules.expression(cursor)) : command(cursor);
}

/** Whether what stands here is a value, not the name of a command. */
function startsExpression(cursor: Cursor): boolean {
  const unit = peek(cursor);
  if (isSingleQuote(unit) || isDoubleQuote(unit)) return true;
  if (unit === '(' || unit === '{' || unit === '!' || unit === ',') return true;
  if (unit === '$') return startsWith(cursor, '$(') || variable({ ...cursor, faults: [] }) !== undefined;
  if (unit === '@') return /[({]/.test(peek(cursor, 1)) || hereString({ ...cursor, faults: [] }) !== undefined;
  if (unit === '[') return /^\[\s*[A-Za-z_]/.test(cursor.text.slice(cursor.at, cursor.at + 20));
  if (unit === '+' && peek(cursor, 1) === '+') return true;
  if (isDash(unit)) {
    return /^.(?:(?:not|bnot|[ci]?split|join)\b|[0-9$(]|[-\u2013-\u2015]\$)/i.test(
      cursor.text.slice(cursor.at, cursor.at + 12),
    );
  }
  return number({ ...cursor, faults: [] }) !== undefined && endsNumber(cursor);
}

/** `1..3` and `2 + 3` are values; `7-zip` and `2.exe` are names. */
function endsNumber(cursor: Cursor): boolean {
  const copy = { ...cursor, faults: [] };
  number(copy);
  return /^(?:$|[\s)};|&,\]*/%+]|\.\.|\.[A-Za-z]+\(|-\s)/.test(cursor.text.slice(copy.at, copy.at + 80));
}
