import { fault, peek, skip } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { textOfWord, word } from './splitWord.ts';
import type { Node, Word } from './tree.ts';

const COMPARES = /^(?:equ|neq|lss|leq|gtr|geq)$/i;

/** `if [/i] [not] exist x command [else command]`, `if a==b …`, `if defined x …`, `if errorlevel 1 …`. */
export function ifNode(cursor: Cursor): Node {
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
  const then = cursor.command(cursor);
  const before = cursor.at;
  // `else` stands on the same line as the bracket before it.
  skip(cursor);
  let otherwise: Node | undefined;
  if (/^else(?=[\s(])/i.test(cursor.text.slice(cursor.at, cursor.at + 5))) {
    cursor.at += 4;
    otherwise = cursor.command(cursor);
  } else cursor.at = before;
  return { type: 'if', range: [start, cursor.at], condition, then, otherwise };
}

/** `for [/d] [/r folder] [/l] [/f "options"] %i in (set) do command`; undefined: the word is something else. */
export function forNode(cursor: Cursor): Node | undefined {
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
  const body = cursor.command(cursor);
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
