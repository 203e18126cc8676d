import type { TextRange } from '../../effect/effect.ts';
import type { Token } from '../lex.ts';
import { WRITING } from '../writing.ts';
import type { Capture, Ending, Form, Step } from './form.ts';

export interface Captured {
  /** A name as written, without its quotes; a string's value; the text of what runs. */
  readonly text: string;
  readonly range: TextRange;
}

export type Captures = Readonly<Partial<Record<Capture, readonly Captured[]>>>;

/** The first form that the statement has, and what it captured. `tokens`: the statement's own, without comments. */
export function matchForm(
  forms: readonly Form[],
  tokens: readonly Token[],
  text: string,
): { readonly form: Form; readonly captures: Captures } | undefined {
  for (const form of forms) {
    const captures = match(form.steps, tokens, text);
    if (captures !== undefined) return { form, captures };
  }
  return undefined;
}

function match(steps: readonly Step[], tokens: readonly Token[], text: string): Captures | undefined {
  const captures: Partial<Record<Capture, readonly Captured[]>> = {};
  let at = 0;
  for (let i = 0; i < steps.length; i += 1) {
    const step = steps[i];
    if (step === undefined) return undefined;
    switch (step.is) {
      case 'word':
        if (isWord(step, tokens[at])) at += 1;
        else if (!step.optional) return undefined;
        break;
      case 'skip': {
        const next = steps[i + 1];
        const found = next?.is === 'word' ? tokens.findIndex((token, k) => k >= at && isWord(next, token)) : -1;
        if (found < 0) return undefined;
        at = found;
        break;
      }
      case 'end':
        return ends(tokens.slice(at), step.of) ? captures : undefined;
      case 'capture': {
        const taken = take(step.capture, tokens, at, text);
        if (taken === undefined) return undefined;
        captures[step.capture] = taken.captured;
        at = taken.next;
      }
    }
  }
  return at === tokens.length ? captures : undefined;
}

function isWord(step: Step & { readonly is: 'word' }, token: Token | undefined): boolean {
  return (
    token !== undefined &&
    (token.kind === 'word' || token.kind === 'other' || token.kind === 'number') &&
    step.words.has(token.value)
  );
}

/** Without a call nothing of the user's can run in it. */
function ends(tokens: readonly Token[], of: Ending): boolean {
  if (of === 'any') return true;
  return tokens.every((token, index) => {
    // `N'…'`: one value, SQL Server's.
    if (token.value === 'N' && tokens[index + 1]?.kind === 'string') return true;
    if (token.value === '(' || token.kind === 'semicolon') return false;
    // Snowflake's comment, which may hide where a string begins.
    if (token.value === '/' && tokens[index + 1]?.value === '/') return false;
    if (of === 'flat' || token.kind !== 'word') return of !== 'list' || !isValue(token) || !isValue(tokens[index + 1]);
    if (WRITING.test(token.value)) return false;
    return of === 'plain' || !isValue(tokens[index + 1]);
  });
}

function isValue(token: Token | undefined): boolean {
  return token !== undefined && token.kind !== 'other';
}

interface Taken {
  readonly captured: readonly Captured[];
  readonly next: number;
}

function take(capture: Capture, tokens: readonly Token[], at: number, text: string): Taken | undefined {
  switch (capture) {
    case 'name':
    case 'other':
      return takeName(tokens, at, text);
    case 'names':
      return takeList(tokens, at, (from) => takeName(tokens, from, text));
    case 'accounts':
      return takeList(tokens, at, (from) => takeAccount(tokens, from, text));
    case 'file':
    case 'sql':
      return takeString(tokens, at);
    case 'value':
      return takeValue(tokens, at);
    case 'values':
      return takeList(tokens, at, (from) => takeString(tokens, from) ?? takeValue(tokens, from));
    case 'variables':
      return takeList(tokens, at, (from) => takeVariable(tokens, from, text));
    case 'rest':
    case 'expression': {
      const first = tokens[at];
      const last = tokens.at(-1);
      if (first === undefined || last === undefined) return undefined;
      const range: TextRange = [first.start, last.end];
      return { captured: [{ text: text.slice(...range), range }], next: tokens.length };
    }
  }
}

function takeValue(tokens: readonly Token[], at: number): Taken | undefined {
  const token = tokens[at];
  if (token === undefined || token.kind === 'other' || token.kind === 'semicolon') return undefined;
  return { captured: [{ text: token.value, range: [token.start, token.end] }], next: at + 1 };
}

function takeList(
  tokens: readonly Token[],
  from: number,
  takeOne: (at: number) => Taken | undefined,
): Taken | undefined {
  const captured: Captured[] = [];
  let at = from;
  for (;;) {
    const one = takeOne(at);
    if (one === undefined) return undefined;
    captured.push(...one.captured);
    at = one.next;
    if (tokens[at]?.value !== ',') return { captured, next: at };
    at += 1;
  }
}

/** `a.b.c`, and SQL Server's `a..c`. */
export function takeName(tokens: readonly Token[], from: number, text: string): Taken | undefined {
  const first = tokens[from];
  if (first === undefined || !isName(first)) return undefined;
  let name = written(first, text);
  let at = from + 1;
  let end = first.end;
  while (tokens[at]?.value === '.') {
    const empty = tokens[at + 1]?.value === '.';
    const part = tokens[at + (empty ? 2 : 1)];
    if (part === undefined || (!isName(part) && part.value !== '*')) break;
    name += `${empty ? '..' : '.'}${written(part, text)}`;
    at += empty ? 3 : 2;
    end = part.end;
  }
  return { captured: [{ text: name, range: [first.start, end] }], next: at };
}

/** `@name type`, `@name type(10, 2) = value`: a value that is computed is an expression of its own. */
function takeVariable(tokens: readonly Token[], from: number, text: string): Taken | undefined {
  const name = tokens[from]?.value === '@' ? takeName(tokens, from + 1, text) : undefined;
  const type = name && takeName(tokens, name.next + (tokens[name.next]?.value === 'AS' ? 1 : 0), text);
  if (name === undefined || type === undefined) return undefined;
  let at = type.next;
  if (tokens[at]?.value === '(') {
    const close = tokens.findIndex((token, index) => index > at && token.value === ')');
    const size = tokens.slice(at + 1, close);
    if (!size.every(({ kind, value }) => kind === 'number' || value === ',' || value === 'MAX')) return undefined;
    at = close + 1;
  }
  if (tokens[at]?.value !== '=') return { captured: name.captured, next: at };
  const national = tokens[at + 1]?.value === 'N' && tokens[at + 2]?.kind === 'string';
  const value = tokens[at + (national ? 2 : 1)];
  if (value?.kind !== 'string' && value?.kind !== 'number' && value?.value !== 'NULL') return undefined;
  return { captured: name.captured, next: at + (national ? 3 : 2) };
}

/** `'user'@'host'`, `user`, `role`. */
function takeAccount(tokens: readonly Token[], from: number, text: string): Taken | undefined {
  const user = tokens[from];
  if (user === undefined || (!isName(user) && user.kind !== 'string')) return undefined;
  const at = tokens[from + 1];
  const host = tokens[from + 2];
  if (at?.value !== '@' || host === undefined || (!isName(host) && host.kind !== 'string'))
    return { captured: [{ text: written(user, text), range: [user.start, user.end] }], next: from + 1 };
  const name = `${written(user, text)}@${written(host, text)}`;
  return { captured: [{ text: name, range: [user.start, host.end] }], next: from + 3 };
}

/** A string, with SQL Server's `N` before it or not. */
function takeString(tokens: readonly Token[], from: number): Taken | undefined {
  const national = tokens[from]?.value === 'N' && tokens[from + 1]?.start === tokens[from]?.end;
  const token = tokens[from + (national ? 1 : 0)];
  if (token?.kind !== 'string') return undefined;
  return { captured: [{ text: token.value, range: [token.start, token.end] }], next: from + (national ? 2 : 1) };
}

function isName(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'name';
}

/** A name as the text has it, without quotes. */
export function written(token: Token, text: string): string {
  return token.kind === 'word' ? text.slice(token.start, token.end) : token.value;
}
