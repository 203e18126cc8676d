import type { TextRange } from '../../effect/effect.ts';
import type { Item, Node, Redirect, Unit, Word } from './tree.ts';

export interface Fault {
  readonly message: string;
  readonly range: TextRange;
}

interface Cursor {
  readonly text: string;
  readonly faults: Fault[];
  at: number;
  /** How many brackets are open: outside of them `)` is a letter. */
  depth: number;
}

const MAX_DEPTH = 60;

/** Splits a text as cmd does. Never throws; what it does not understand is a fault, and the rest is still found. */
export function splitCmd(text: string): { readonly node: Node; readonly faults: readonly Fault[] } {
  const cursor: Cursor = { text, faults: [], at: 0, depth: 0 };
  const items: Item[] = [];
  while (cursor.at < text.length) {
    const before = cursor.at;
    items.push(...itemsOf(cursor));
    if (cursor.at === before) {
      fault(cursor, 'unexpected text');
      cursor.at += 1;
    }
  }
  return { node: { type: 'list', range: [0, text.length], items }, faults: cursor.faults };
}

function fault(cursor: Cursor, message: string, at = cursor.at): void {
  const start = Math.min(at, cursor.text.length);
  cursor.faults.push({ message, range: [start, Math.min(start + 1, cursor.text.length)] });
}

function peek(cursor: Cursor, ahead = 0): string {
  return cursor.text[cursor.at + ahead] ?? '';
}

function isBlank(unit: string): boolean {
  return unit === ' ' || unit === '\t' || unit === '\v' || unit === '\f' || unit === '\u00a0';
}

function isNewline(unit: string): boolean {
  return unit === '\n' || unit === '\r';
}

function skip(cursor: Cursor, lines = false): void {
  for (;;) {
    const unit = peek(cursor);
    if (isBlank(unit) || (lines && isNewline(unit))) cursor.at += 1;
    else if (unit === '^' && isNewline(peek(cursor, 1)))
      cursor.at += cursor.text.startsWith('^\r\n', cursor.at) ? 3 : 2;
    else return;
  }
}

/** Commands up to a closing bracket or the end. */
function itemsOf(cursor: Cursor): readonly Item[] {
  const items: Item[] = [];
  let operator: Item['operator'] = '';
  for (;;) {
    skip(cursor, true);
    if (cursor.at >= cursor.text.length || (cursor.depth > 0 && peek(cursor) === ')')) return items;
    const before = cursor.at;
    items.push({ operator: items.length === 0 ? '' : operator, node: pipe(cursor) });
    skip(cursor);
    if (cursor.text.startsWith('&&', cursor.at)) operator = '&&';
    else if (cursor.text.startsWith('||', cursor.at)) operator = '||';
    else operator = '&';
    if (peek(cursor) === '&' || peek(cursor) === '|') cursor.at += operator.length;
    else if (cursor.at === before) return items;
  }
}

function pipe(cursor: Cursor): Node {
  const start = cursor.at;
  const parts = [command(cursor)];
  for (;;) {
    skip(cursor);
    if (peek(cursor) !== '|' || peek(cursor, 1) === '|') break;
    cursor.at += 1;
    skip(cursor, true);
    parts.push(command(cursor));
  }
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { type: 'pipe', range: [start, cursor.at], parts };
}

function command(cursor: Cursor): Node {
  skip(cursor);
  while (peek(cursor) === '@') {
    cursor.at += 1;
    skip(cursor);
  }
  const start = cursor.at;
  // A remark takes the whole line, whatever is in it; so does a label. A sign straight behind `rem` or its first word still counts.
  if (
    /^(?::|rem(?:[ \t]+[^\s&|<>()]+(?:[ \t]|$)|[ \t]*(?:[\r\n]|$)))/i.test(
      cursor.text.slice(start, start + 400).replace(/[\r\n].*$/s, '\n'),
    )
  ) {
    while (cursor.at < cursor.text.length && !isNewline(peek(cursor))) cursor.at += 1;
    return { type: 'list', range: [start, cursor.at], items: [] };
  }
  if (peek(cursor) === '(') return group(cursor);
  const keyword = /^(?:if|for)(?=[\s(/])/i.exec(cursor.text.slice(start, start + 4))?.[0].toLowerCase();
  if (keyword === 'if') return ifNode(cursor);
  if (keyword === 'for') return forNode(cursor) ?? simple(cursor);
  return simple(cursor);
}

function group(cursor: Cursor): Node {
  const start = cursor.at;
  cursor.at += 1;
  if (cursor.depth >= MAX_DEPTH) {
    fault(cursor, 'too deep');
    cursor.at = cursor.text.length;
    return { type: 'list', range: [start, cursor.at], items: [] };
  }
  cursor.depth += 1;
  const from = cursor.at;
  const items = itemsOf(cursor);
  cursor.depth -= 1;
  const body: Node = { type: 'list', range: [from, cursor.at], items };
  if (peek(cursor) === ')') cursor.at += 1;
  else fault(cursor, 'no )', start);
  const redirects: Redirect[] = [];
  for (;;) {
    skip(cursor);
    const redirect = redirection(cursor);
    if (redirect === undefined) break;
    redirects.push(redirect);
  }
  return { type: 'group', range: [start, cursor.at], body, redirects };
}

function simple(cursor: Cursor): Node {
  const start = cursor.at;
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  for (;;) {
    skip(cursor);
    const unit = peek(cursor);
    if (unit === '' || isNewline(unit) || unit === '&' || unit === '|' || (unit === ')' && cursor.depth > 0)) break;
    const before = cursor.at;
    const redirect = redirection(cursor);
    if (redirect !== undefined) redirects.push(redirect);
    else words.push(word(cursor));
    if (cursor.at === before) break;
  }
  return { type: 'simple', range: [start, cursor.at], words, redirects };
}

const REDIRECT = /^([0-9]?)(>>|>|<)/;

function redirection(cursor: Cursor): Redirect | undefined {
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
function word(cursor: Cursor): Word {
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

const COMPARES = /^(?:equ|neq|lss|leq|gtr|geq)$/i;

/** `if [/i] [not] exist x command [else command]`, `if a==b …`, `if defined x …`, `if errorlevel 1 …`. */
function ifNode(cursor: Cursor): Node {
  const start = cursor.at;
  cursor.at += 2;
  const condition: Word[] = [];
  const next = (): Word => {
    skip(cursor);
    const found = word(cursor);
    condition.push(found);
    return found;
  };
  let first = next();
  while (/^(?:\/i|not)$/i.test(textOfWord(first))) first = next();
  if (/^(?:exist|defined|errorlevel|cmdextversion)$/i.test(textOfWord(first))) next();
  else if (!/==./.test(textOfWord(first))) {
    const second = next();
    const operator = textOfWord(second);
    if (operator === '==' || COMPARES.test(operator) || textOfWord(first).endsWith('==')) {
      if (operator === '==' || COMPARES.test(operator)) next();
    } else if (!operator.startsWith('==')) fault(cursor, 'no comparison', start);
  }
  const then = command(cursor);
  const before = cursor.at;
  // `else` stands on the same line as the bracket before it.
  skip(cursor);
  let otherwise: Node | undefined;
  if (/^else(?=[\s(])/i.test(cursor.text.slice(cursor.at, cursor.at + 5))) {
    cursor.at += 4;
    otherwise = command(cursor);
  } else cursor.at = before;
  return { type: 'if', range: [start, cursor.at], condition, then, otherwise };
}

/** `for [/d] [/r folder] [/l] [/f "options"] %i in (set) do command`; undefined: the word is something else. */
function forNode(cursor: Cursor): Node | undefined {
  const start = cursor.at;
  cursor.at += 3;
  const options: Word[] = [];
  let variable = '';
  for (;;) {
    skip(cursor);
    const found = word(cursor);
    const text = textOfWord(found);
    if (text === '') break;
    const named = /^%{1,2}([A-Za-z?#@$])$/.exec(text);
    if (named !== null) {
      variable = named[1] ?? '';
      break;
    }
    options.push(found);
  }
  skip(cursor);
  if (variable === '' || !/^in\b/i.test(cursor.text.slice(cursor.at, cursor.at + 3))) {
    fault(cursor, 'no variable in for', start);
    cursor.at = start;
    return undefined;
  }
  cursor.at += 2;
  skip(cursor, true);
  const open = cursor.at;
  if (peek(cursor) !== '(') {
    fault(cursor, 'no (');
    cursor.at = start;
    return undefined;
  }
  const set = setOf(cursor);
  skip(cursor, true);
  if (/^do\b/i.test(cursor.text.slice(cursor.at, cursor.at + 3))) cursor.at += 2;
  else fault(cursor, 'no do');
  const body = command(cursor);
  return { type: 'for', range: [start, cursor.at], options, variable, set, setRange: [open, cursor.at], body };
}

/** What stands between the brackets of `for`: words, whatever signs are in them. */
function setOf(cursor: Cursor): readonly Word[] {
  const open = cursor.at;
  cursor.at += 1;
  cursor.depth += 1;
  const words: Word[] = [];
  for (;;) {
    skip(cursor, true);
    const unit = peek(cursor);
    if (unit === '' || unit === ')') break;
    if ('&|<>,;='.includes(unit)) {
      words.push({ range: [cursor.at, cursor.at + 1], units: [{ unit, at: cursor.at, plain: false }] });
      cursor.at += 1;
      continue;
    }
    words.push(word(cursor));
  }
  cursor.depth -= 1;
  if (peek(cursor) === ')') cursor.at += 1;
  else fault(cursor, 'no )', open);
  return words;
}
