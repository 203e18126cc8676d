import { forNode, ifNode } from './clauses.ts';
import { fault, isNewline, peek, skip } from './cursor.ts';
import type { Cursor, Fault } from './cursor.ts';
import { redirection, word } from './splitWord.ts';
import type { Item, Node, Redirect, Word } from './tree.ts';

const MAX_DEPTH = 60;

/** Splits a text as cmd does. Never throws; what it does not understand is a fault, and the rest is still found. */
export function splitCmd(text: string): { readonly node: Node; readonly faults: readonly Fault[] } {
  const cursor: Cursor = { text, faults: [], at: 0, depth: 0, command };
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
