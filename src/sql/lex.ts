import type { TextRange } from '../effect/effect.ts';

/** What a piece of SQL text is. `name` is a quoted identifier, `other` one character of anything else. */
export type TokenKind = 'word' | 'name' | 'string' | 'number' | 'comment' | 'semicolon' | 'other';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** A word in upper case, a name or string without its quotes, else the text as it stands. */
  readonly value: string;
  /** The closing quote or comment mark was found. */
  readonly closed: boolean;
}

/** How a dialect writes literals and comments. */
export interface LexRules {
  /** Opening quotes of identifiers. `[` closes with `]`. */
  readonly nameQuotes: string;
  /** Opening quotes of strings. */
  readonly stringQuotes: string;
  /** `\` escapes the next character in every string; else only after PostgreSQL's `E`. */
  readonly backslash: boolean;
  readonly dollarQuotes: boolean;
  readonly nestedComments: boolean;
  readonly hashComments: boolean;
  /** MySQL: `--` opens a comment only before white space or the end. */
  readonly dashNeedsSpace: boolean;
}

/** Cuts SQL text into tokens; white space is dropped. Linear, never throws. Offsets are UTF-16. */
export function lex(text: string, rules: LexRules): readonly Token[] {
  const tokens: Token[] = [];
  let token = tokenAt(text, rules, 0, undefined);
  while (token !== undefined) {
    tokens.push(token);
    token = tokenAt(text, rules, token.end, token);
  }
  return tokens;
}

/** The first token at or after `from`, undefined at the end. `before` is the token before it: `E'…'` needs it. */
export function tokenAt(text: string, rules: LexRules, from: number, before: Token | undefined): Token | undefined {
  const length = text.length;
  let at = from;
  while (at < length && isBlank(text.charCodeAt(at))) at += 1;
  if (at >= length) return undefined;
  const token = (kind: TokenKind, end: number, value: string, closed = true): Token => ({
    kind,
    start: at,
    end,
    value,
    closed,
  });
  const quoted = (kind: TokenKind, close: string, escapes: boolean): Token => {
    const end = quoteEnd(text, at, close, escapes);
    const inner = text.slice(at + 1, end === undefined ? length : end - 1);
    return token(kind, end ?? length, inner.replaceAll(close + close, close), end !== undefined);
  };
  const code = text.charCodeAt(at);
  // Words first: most of a text is made of them.
  if (isWordStart(code)) {
    const end = wordEnd(text, at + 1);
    return token('word', end, text.slice(at, end).toUpperCase());
  }
  if (isDigit(code)) {
    const end = numberEnd(text, at + 1);
    return token('number', end, text.slice(at, end));
  }
  const c = text.charAt(at);
  const two = text.slice(at, at + 2);
  if (two === '--' && (!rules.dashNeedsSpace || /^--(\s|$)/.test(text.slice(at, at + 3))))
    return token('comment', lineEnd(text, at), '');
  if (c === '#' && rules.hashComments) return token('comment', lineEnd(text, at), '');
  if (two === '/*') {
    const end = commentEnd(text, at, rules.nestedComments);
    return token('comment', end ?? length, '', end !== undefined);
  }
  if (rules.stringQuotes.includes(c)) return quoted('string', c, rules.backslash || escapePrefix(before, at));
  if (rules.nameQuotes.includes(c)) return quoted('name', c === '[' ? ']' : c, false);
  const tag = c === '$' && rules.dollarQuotes ? dollarTag(text, at) : undefined;
  if (tag !== undefined) {
    const close = text.indexOf(tag, at + tag.length);
    const inner = text.slice(at + tag.length, close < 0 ? length : close);
    return token('string', close < 0 ? length : close + tag.length, inner, close >= 0);
  }
  return token(c === ';' ? 'semicolon' : 'other', at + 1, c);
}

/** The tokens that mean something: without comments. */
export function significant(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token) => token.kind !== 'comment');
}

/** From the first to the last of the tokens. */
export function spanOf(tokens: readonly Token[]): TextRange | undefined {
  const first = tokens[0];
  const last = tokens.at(-1);
  return first === undefined || last === undefined ? undefined : [first.start, last.end];
}

/** Index of the first token that starts at or after `offset`; tokens.length when there is none. */
export function indexAt(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function commentEnd(text: string, from: number, nested: boolean): number | undefined {
  if (!nested) {
    const end = text.indexOf('*/', from + 2);
    return end < 0 ? undefined : end + 2;
  }
  let depth = 0;
  for (let i = from; i < text.length - 1; i += 1) {
    const two = text.slice(i, i + 2);
    if (two === '/*') {
      depth += 1;
      i += 1;
    } else if (two === '*/') {
      depth -= 1;
      i += 1;
      if (depth === 0) return i + 1;
    }
  }
  return undefined;
}

/** A doubled quote stands for itself. */
function quoteEnd(text: string, from: number, close: string, escapes: boolean): number | undefined {
  for (let i = from + 1; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (c === '\\' && escapes) i += 1;
    else if (c === close) {
      if (text.charAt(i + 1) !== close) return i + 1;
      i += 1;
    }
  }
  return undefined;
}

function wordEnd(text: string, from: number): number {
  let end = from;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (!isWordStart(code) && !isDigit(code) && code !== DOLLAR) break;
  }
  return end;
}

function numberEnd(text: string, from: number): number {
  let end = from;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (!(isWordStart(code) && code < ASCII_END) && !isDigit(code) && code !== DOT) break;
  }
  return end;
}

const ASCII_END = 0x80;
const DOLLAR = 0x24;
const DOT = 0x2e;
const UNDERSCORE = 0x5f;

function isBlank(code: number): boolean {
  if (code < ASCII_END) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return /\s/.test(String.fromCharCode(code));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWordStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === UNDERSCORE || code >= ASCII_END;
}

function escapePrefix(before: Token | undefined, at: number): boolean {
  return before?.kind === 'word' && before.end === at && before.value === 'E';
}

/** `$$` or `$tag$` at `at`. A `$` inside a word never comes here: the word takes it. */
function dollarTag(text: string, at: number): string | undefined {
  return /^\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/.exec(text.slice(at, at + 70))?.[0];
}
