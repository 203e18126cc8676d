import type { TextRange } from '../../../effect/effect.ts';
import type { Expression, Script, Statement } from './tree.ts';

export interface SyntaxFault {
  readonly message: string;
  readonly range: TextRange;
}

/** The rules that call each other in a circle: passed down, so that each stays in a file of its own. */
export interface Rules {
  /** Statements up to `close`, which is not taken; '' for the end of the text. */
  readonly statements: (cursor: Cursor, close: '' | '}' | ')') => Script;
  readonly statement: (cursor: Cursor) => Statement | undefined;
  readonly expression: (cursor: Cursor) => Expression;
  readonly argument: (cursor: Cursor) => Expression;
  /** One value of several with commas between them. */
  readonly parameter: (cursor: Cursor) => Expression;
}

export interface Cursor {
  readonly text: string;
  readonly rules: Rules;
  readonly faults: SyntaxFault[];
  at: number;
  /** How many brackets are open. */
  depth: number;
}

/** More open brackets than this are not followed: every rule recurses. */
const MAX_DEPTH = 120;

export function fault(cursor: Cursor, message: string, at = cursor.at): void {
  const start = Math.min(at, cursor.text.length);
  cursor.faults.push({ message, range: [start, Math.min(start + 1, cursor.text.length)] });
}

/** Runs a rule one bracket deeper. Too deep: nothing more of the text is read. */
export function deeper<T>(cursor: Cursor, rule: () => T, given: () => T): T {
  if (cursor.depth >= MAX_DEPTH) {
    fault(cursor, 'too deep');
    cursor.at = cursor.text.length;
    return given();
  }
  cursor.depth += 1;
  const result = rule();
  cursor.depth -= 1;
  return result;
}

export function peek(cursor: Cursor, ahead = 0): string {
  return cursor.text[cursor.at + ahead] ?? '';
}

export function startsWith(cursor: Cursor, text: string): boolean {
  return cursor.text.startsWith(text, cursor.at);
}

/** Takes `text` when it stands here. */
export function take(cursor: Cursor, text: string): boolean {
  if (!startsWith(cursor, text)) return false;
  cursor.at += text.length;
  return true;
}

/** PowerShell takes typographic dashes and quotes for the plain ones. */
export function isDash(unit: string): boolean {
  return unit !== '' && '-\u2013\u2014\u2015'.includes(unit);
}

export function isSingleQuote(unit: string): boolean {
  return unit !== '' && "'\u2018\u2019\u201a\u201b".includes(unit);
}

export function isDoubleQuote(unit: string): boolean {
  return unit !== '' && '"\u201c\u201d\u201e'.includes(unit);
}

export function isBlank(unit: string): boolean {
  return unit !== '' && unit !== '\n' && unit !== '\r' && /[\s\u0085]/.test(unit);
}

export function isNewline(unit: string): boolean {
  return unit === '\n' || unit === '\r';
}

/** Blanks, comments and continued lines; `lines`: line ends too. */
export function skip(cursor: Cursor, lines = false): void {
  const { text } = cursor;
  for (;;) {
    const unit = peek(cursor);
    if (isBlank(unit) || (lines && isNewline(unit))) cursor.at += 1;
    else if (unit === '`' && isNewline(peek(cursor, 1))) cursor.at += startsWith(cursor, '`\r\n') ? 3 : 2;
    else if (unit === '#') {
      while (cursor.at < text.length && !isNewline(peek(cursor))) cursor.at += 1;
    } else if (startsWith(cursor, '<#')) {
      const end = text.indexOf('#>', cursor.at + 2);
      if (end === -1) fault(cursor, 'open comment');
      cursor.at = end === -1 ? text.length : end + 2;
    } else return;
  }
}

/** The name that starts here, without taking it. */
export function nameHere(cursor: Cursor): string {
  const end = cursor.at + 64;
  return /^[\p{L}_][\p{L}\p{Nd}_]*/u.exec(cursor.text.slice(cursor.at, end))?.[0] ?? '';
}

/** Units that end a word of a command. */
export function endsWord(unit: string): boolean {
  return unit === '' || isBlank(unit) || isNewline(unit) || '{}();,|&<>'.includes(unit);
}

/** Closes a bracket that was opened at `open`. */
export function close(cursor: Cursor, bracket: string, open: number): void {
  skip(cursor, true);
  if (!take(cursor, bracket)) fault(cursor, `no ${bracket}`, open);
}
