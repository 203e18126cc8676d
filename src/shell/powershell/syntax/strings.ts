import {
  close,
  deeper,
  endsWord,
  fault,
  isDoubleQuote,
  isNewline,
  isSingleQuote,
  peek,
  startsWith,
  take,
} from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { Expression, Part } from './tree.ts';

type Text = Extract<Expression, { type: 'text' }>;

/** Gathers literal units, each with its place, between parts that are known only when they are evaluated. */
interface Gathered {
  readonly parts: Part[];
  text: string;
  offsets: number[];
}

function add(gathered: Gathered, value: string, at: number): void {
  gathered.text += value;
  for (let index = 0; index < value.length; index++) gathered.offsets.push(at);
}

function flush(gathered: Gathered): void {
  if (gathered.text !== '') gathered.parts.push({ text: gathered.text, offsets: gathered.offsets });
  gathered.text = '';
  gathered.offsets = [];
}

function addValue(gathered: Gathered, value: Expression): void {
  flush(gathered);
  gathered.parts.push({ value });
}

export function gather(): Gathered {
  return { parts: [], text: '', offsets: [] };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A backtick and what it stands before. A line end behind it is gone. */
function escape(cursor: Cursor, gathered: Gathered, bare = false): void {
  const start = cursor.at;
  const unit = peek(cursor, 1);
  const wide = /^`u\{([0-9a-fA-F]{1,6})\}/.exec(cursor.text.slice(start, start + 12));
  if (wide !== null) {
    const code = parseInt(wide[1] ?? '', 16);
    add(gathered, code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd', start);
    cursor.at += wide[0].length;
  } else if (unit === '\r' && peek(cursor, 2) === '\n') cursor.at += 3;
  else if (isNewline(unit)) cursor.at += 2;
  else {
    // In a word Windows PowerShell takes this one for the letter, and no word means the sign.
    add(gathered, bare && unit === 'e' ? unit : (ESCAPES[unit] ?? unit), start + (unit === '' ? 0 : 1));
    cursor.at += unit === '' ? 1 : 2;
  }
}

const NAME = /^(?:[\p{L}\p{Nd}_?]+(?::(?!:)[\p{L}\p{Nd}_?]+)?|[$^])/u;

/** The variable that starts at `$`; undefined when it is only a dollar sign. */
export function variable(cursor: Cursor): Expression | undefined {
  const start = cursor.at;
  if (startsWith(cursor, '${')) {
    const end = cursor.text.indexOf('}', start + 2);
    if (end === -1) {
      fault(cursor, 'no }');
      cursor.at = cursor.text.length;
      return { type: 'variable', range: [start, cursor.at], name: '' };
    }
    cursor.at = end + 1;
    return {
      type: 'variable',
      range: [start, end + 1],
      name: cursor.text.slice(start + 2, end).replace(/`(.)/g, '$1'),
    };
  }
  const name = NAME.exec(cursor.text.slice(start + 1, start + 129))?.[0];
  if (name === undefined) return undefined;
  cursor.at += 1 + name.length;
  return { type: 'variable', range: [start, cursor.at], name };
}

/** `$( … )`. */
export function subexpression(cursor: Cursor): Expression {
  const start = cursor.at;
  cursor.at += 2;
  const body = deeper(
    cursor,
    () => cursor.rules.statements(cursor, ')'),
    () => ({ parameters: [], statements: [], range: [start, cursor.at] as const }),
  );
  close(cursor, ')', start);
  return { type: 'nested', range: [start, cursor.at], body };
}

/** What a dollar sign starts inside a text. */
function dollar(cursor: Cursor, gathered: Gathered): void {
  if (startsWith(cursor, '$(')) {
    addValue(gathered, subexpression(cursor));
    return;
  }
  const value = variable(cursor);
  if (value !== undefined) {
    addValue(gathered, value);
    return;
  }
  add(gathered, '$', cursor.at);
  cursor.at += 1;
}

export function quoted(cursor: Cursor): Text {
  const start = cursor.at;
  const gathered = gather();
  if (isSingleQuote(peek(cursor))) single(cursor, gathered);
  else double(cursor, gathered);
  flush(gathered);
  return { type: 'text', range: [start, cursor.at], parts: gathered.parts, quoted: true };
}

function single(cursor: Cursor, gathered: Gathered): void {
  const start = cursor.at;
  cursor.at += 1;
  for (;;) {
    const unit = peek(cursor);
    if (unit === '') {
      fault(cursor, 'open quote', start);
      return;
    }
    if (isSingleQuote(unit)) {
      cursor.at += 1;
      if (!isSingleQuote(peek(cursor))) return;
    }
    add(gathered, peek(cursor), cursor.at);
    cursor.at += 1;
  }
}

function double(cursor: Cursor, gathered: Gathered): void {
  const start = cursor.at;
  cursor.at += 1;
  for (;;) {
    const unit = peek(cursor);
    if (unit === '') {
      fault(cursor, 'open quote', start);
      return;
    }
    if (unit === '`') escape(cursor, gathered);
    else if (unit === '$') dollar(cursor, gathered);
    else if (isDoubleQuote(unit)) {
      cursor.at += 1;
      if (!isDoubleQuote(peek(cursor))) return;
      add(gathered, peek(cursor), cursor.at);
      cursor.at += 1;
    } else {
      add(gathered, unit, cursor.at);
      cursor.at += 1;
    }
  }
}

/** `@'` or `@"` with nothing more on its line: a text up to a line that starts with the quote and `@`. */
export function hereString(cursor: Cursor): Text | undefined {
  const start = cursor.at;
  const quote = peek(cursor, 1);
  const head = /^@.[ \t]*(?:\r\n|\n|\r)/.exec(cursor.text.slice(start, start + 200));
  if (head === null || !(isSingleQuote(quote) || isDoubleQuote(quote))) return undefined;
  const from = start + head[0].length;
  const same = isSingleQuote(quote) ? "['\u2018-\u201b]" : '["\u201c-\u201e]';
  const ending = new RegExp(`(?:\\r\\n|\\n|\\r)${same}@`, 'g');
  // The text may be empty: then its closing line follows the head at once.
  ending.lastIndex = from - 1;
  const found = ending.exec(cursor.text);
  if (found === null) fault(cursor, 'open here-string');
  const end = Math.max(from, found?.index ?? cursor.text.length);
  const gathered = gather();
  cursor.at = from;
  while (cursor.at < end) {
    const unit = peek(cursor);
    if (isSingleQuote(quote)) {
      add(gathered, unit, cursor.at);
      cursor.at += 1;
    } else if (unit === '`') escape(cursor, gathered);
    else if (unit === '$') dollar(cursor, gathered);
    else {
      add(gathered, unit, cursor.at);
      cursor.at += 1;
    }
  }
  cursor.at = found === null ? cursor.text.length : Math.max(cursor.at, found.index + found[0].length);
  flush(gathered);
  return { type: 'text', range: [start, cursor.at], parts: gathered.parts, quoted: true };
}

/** A word without quotes around it, which may hold some; `first` is what was taken of it already. */
export function word(cursor: Cursor, start = cursor.at, first?: Expression): Text {
  const gathered = gather();
  if (first !== undefined) addValue(gathered, first);
  while (!endsWord(peek(cursor))) {
    const unit = peek(cursor);
    if (unit === '`') escape(cursor, gathered, true);
    else if (unit === '$') dollar(cursor, gathered);
    else if (isSingleQuote(unit)) single(cursor, gathered);
    else if (isDoubleQuote(unit)) double(cursor, gathered);
    else {
      add(gathered, unit, cursor.at);
      cursor.at += 1;
    }
  }
  flush(gathered);
  return { type: 'text', range: [start, cursor.at], parts: gathered.parts, quoted: false };
}

/** A number in an expression; undefined when none stands here, or a command's name that starts like one (`7z`). */
export function number(cursor: Cursor): Text | undefined {
  const start = cursor.at;
  const found =
    /^(?:0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+)(?:[uU]?[lLyYsSnN]|[dD])?(?:[kmgtpKMGTP][bB])?/.exec(
      cursor.text.slice(start, start + 80),
    )?.[0];
  if (found === undefined || /[\p{L}_]/u.test(peek(cursor, found.length))) return undefined;
  take(cursor, found);
  const offsets = Array.from(found, (_, index) => start + index);
  return { type: 'text', range: [start, cursor.at], parts: [{ text: found, offsets }], quoted: false };
}
