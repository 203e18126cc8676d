import type { Opened } from './opened.ts';

/** What stands before: a `term` ends here, an `open` place waits for one. */
export type Before = 'term' | 'open' | 'unsure';
export type Last = 'start' | 'variable' | 'subscript' | 'string' | 'word' | 'method' | 'paren' | 'block' | 'operator';

interface Bracket {
  readonly close: string;
  readonly after: Before;
  readonly last: Last;
  readonly isFind: boolean;
}

/** What the whole text knows and uses. */
export interface Perl {
  readonly text: string;
  readonly opened: Opened;
  readonly isStrict: boolean;
  readonly functions: Set<string>;
  readonly packages: Set<string>;
  /** Names that have to be those of functions and packages of the text's own. */
  readonly calls: Set<string>;
  readonly classes: Set<string>;
  /** Whether a variable of this name may be looked at; `ENV{NAME}` is one of the environment. */
  isVariable(name: string): boolean;
  /** Whether what stands there only computes, which is code inside a text or what stands for a variable. */
  isPlain(from: number, to: number): boolean;
  /** The same of a text with variables in it, or of a pattern. */
  isText(from: number, to: number, isPattern: boolean): boolean;
}

/** A place in a Perl text, and what came before it. */
export interface Here {
  readonly perl: Perl;
  readonly from: number;
  readonly to: number;
  at: number;
  before: Before;
  last: Last;
  /** The last word, where `last` is one. */
  word: string;
  readonly brackets: Bracket[];
}

export function matched(here: Here, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = here.at;
  const found = pattern.exec(here.perl.text);
  if (found === null || here.at + found[0].length > here.to) return undefined;
  here.at += found[0].length;
  return found;
}

export function take(here: Here, pattern: RegExp): string | undefined {
  return matched(here, pattern)?.[0];
}

/** What stands next, as far as it is of use. */
export function behind({ perl, at, to }: Here): string {
  return perl.text.slice(at, Math.min(to, at + 64));
}

export function found(here: Here, last: Last, before: Before = 'term'): true {
  here.last = last;
  here.before = before;
  return true;
}

export function open(here: Here, close: string, after: Before, last: Last, isFind = false): void {
  here.brackets.push({ close, after, last, isFind });
  found(here, 'start', 'open');
}

/** `$h{go}(…)`, `$f->(…)`: a text that is called is the name of a function, one of Perl's own among them. */
export function callsOwn({ perl: { text, isStrict }, from, at }: Here): boolean {
  if (isStrict) return true;
  const variable = /\$(\w+)\s*(?:->)?\s*$/.exec(text.slice(Math.max(from, at - 64), at))?.[1];
  if (variable === undefined) return false;
  const given = [...text.matchAll(new RegExp(String.raw`[$@%]${variable}\b[^=;]*=(?![=~])\s*([^;]{0,8})`, 'g'))];
  return given.length > 0 && given.every(([, value = '']) => /^sub\b/.test(value));
}
