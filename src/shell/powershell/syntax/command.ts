import {
  endsWord,
  isBlank,
  isDash,
  isDoubleQuote,
  isNewline,
  isSingleQuote,
  peek,
  skip,
  startsWith,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { block, bracketed } from './brackets.ts';
import { commaList, special } from './expression.ts';
import { postfix } from './postfix.ts';
import { quoted, subexpression, variable, word } from './strings.ts';
import type { Command, Element, Expression, Redirect } from './tree.ts';

/** One command: what it is called by, then its words up to the end of the element. */
export function command(cursor: Cursor): Command {
  const start = cursor.at;
  let invoked: Command['invoked'] = '';
  if (peek(cursor) === '&' || (peek(cursor) === '.' && /[\s$"'({]/.test(peek(cursor, 1)))) {
    invoked = peek(cursor) === '&' ? '&' : '.';
    cursor.at += 1;
    skip(cursor);
  }
  const name = invoked === '' ? word(cursor) : single(cursor);
  const elements: Element[] = [];
  const redirects: Redirect[] = [];
  for (;;) {
    const before = cursor.at;
    skip(cursor);
    if (isStatementEnd(cursor)) break;
    const redirect = redirection(cursor);
    if (redirect !== undefined) redirects.push(redirect);
    else elements.push(element(cursor));
    if (cursor.at === before) break;
  }
  return { type: 'command', range: [start, cursor.at], invoked, name, elements, redirects };
}

function isStatementEnd(cursor: Cursor): boolean {
  const unit = peek(cursor);
  return unit === '' || isNewline(unit) || ')};|&'.includes(unit);
}

const REDIRECT = /^([1-6*]?)(>>?)(?:&([12]))?/;

/** `> file`, `2>> file`, `*>&1`; undefined when none stands here. */
export function redirection(cursor: Cursor): Redirect | undefined {
  const start = cursor.at;
  const found = REDIRECT.exec(cursor.text.slice(start, start + 6));
  if (found === null) return undefined;
  cursor.at += found[0].length;
  if (found[3] !== undefined) return { range: [start, cursor.at], append: false, target: undefined };
  skip(cursor);
  const target = single(cursor);
  return { range: [start, cursor.at], append: found[2] === '>>', target };
}

function element(cursor: Cursor): Element {
  const start = cursor.at;
  const unit = peek(cursor);
  if (unit === '@' && /[\p{L}_]/u.test(peek(cursor, 1))) {
    const name = /^[\p{L}\p{Nd}_:]+/u.exec(cursor.text.slice(start + 1, start + 65))?.[0] ?? '';
    cursor.at += 1 + name.length;
    return { type: 'splat', range: [start, cursor.at], name };
  }
  if (startsWith(cursor, '--%') && endsWord(peek(cursor, 3))) return verbatim(cursor);
  if (isDash(unit) && /[\p{L}_?]/u.test(peek(cursor, 1))) return parameter(cursor);
  return { type: 'argument', value: argument(cursor) };
}

/** Behind `--%` the rest of the line goes to the program as it stands, up to a pipe. */
function verbatim(cursor: Cursor): Element {
  cursor.at += 3;
  const start = cursor.at;
  let inQuotes = false;
  while (peek(cursor) !== '' && !isNewline(peek(cursor))) {
    const unit = peek(cursor);
    if (unit === '"') inQuotes = !inQuotes;
    if (!inQuotes && (unit === '|' || (unit === '&' && peek(cursor, 1) === '&'))) break;
    cursor.at += 1;
  }
  return { type: 'verbatim', range: [start, cursor.at], text: cursor.text.slice(start, cursor.at) };
}

function parameter(cursor: Cursor): Element {
  const start = cursor.at;
  cursor.at += 1;
  while (!endsWord(peek(cursor)) && !':"\'`$['.includes(peek(cursor))) cursor.at += 1;
  const name = cursor.text.slice(start + 1, cursor.at);
  if (peek(cursor) === ':') {
    cursor.at += 1;
    const text = cursor.text.slice(start, cursor.at);
    skip(cursor);
    const value = isStatementEnd(cursor) ? undefined : argument(cursor);
    return { type: 'parameter', range: [start, cursor.at], text, name, value };
  }
  // `-DFOO="a b"`: a word like any other that only starts with a dash.
  if (!endsWord(peek(cursor))) {
    cursor.at = start;
    return { type: 'argument', value: word(cursor) };
  }
  return {
    type: 'parameter',
    range: [start, cursor.at],
    text: cursor.text.slice(start, cursor.at),
    name,
    value: undefined,
  };
}

/** One argument, or several with commas between them. */
export function argument(cursor: Cursor): Expression {
  return commaList(cursor, single);
}

function single(cursor: Cursor): Expression {
  const start = cursor.at;
  const unit = peek(cursor);
  if (unit === '(') return postfix(cursor, bracketed(cursor, 1));
  if (unit === '{') return block(cursor);
  if (
    unit === '@' &&
    (/[({]/.test(peek(cursor, 1)) || isSingleQuote(peek(cursor, 1)) || isDoubleQuote(peek(cursor, 1)))
  )
    return postfix(cursor, special(cursor));
  if (isSingleQuote(unit) || isDoubleQuote(unit)) {
    const text = quoted(cursor);
    return /[.[]/.test(peek(cursor)) ? postfix(cursor, text) : text;
  }
  if (unit === '$') {
    const value = startsWith(cursor, '$(') ? subexpression(cursor) : variable(cursor);
    if (value === undefined) return word(cursor);
    const whole = postfix(cursor, value);
    // `$HOME/x`, `$env:TEMP\x`: one word with a value in it.
    return endsWord(peek(cursor)) ? whole : word(cursor, start, whole);
  }
  if (unit === ',' || isBlank(unit)) return { type: 'text', range: [start, start], parts: [], quoted: true };
  return word(cursor);
}
