import { OPENERS } from './opened.ts';
import { quoteAt } from './quotes.ts';
import type { Part } from './quotes.ts';
import { behind, callsOwn, found, matched, open, take } from './scan.ts';
import type { Here } from './scan.ts';
import { BEFORE_PATTERN, DEEDS, METHODS, MODULES, TAKES_NOTHING, USE, WORDS } from './words.ts';

const QUOTING = /^(?:q|qq|qw|m|qr|s|tr|y)$/;
const PROTOTYPE = /\s*\(\s*[$@%;\\[\]+_\s]*\)/y;

/** A word, and what belongs to it. False: it may do more than compute, read and print. */
export function takeWord(here: Here): boolean {
  const { perl } = here;
  if (take(here, USE) !== undefined) return found(here, 'start', 'open');
  const word = take(here, /[A-Za-z_]\w*(?:::\w+)*/y) ?? '';
  here.word = word;
  const rest = behind(here);
  // `CORE'unlink` is `CORE::unlink`.
  if (rest.startsWith("'") && !QUOTING.test(word)) return false;
  if (/^[ \t]*=>/.test(rest)) return found(here, 'string');
  if (QUOTING.test(word)) {
    const end = endOfQuote(here, word);
    if (end === undefined) return false;
    here.at = end;
    return found(here, 'string');
  }
  switch (word) {
    case 'sub':
      return takeFunction(here);
    case 'package': {
      const name = matched(here, /\s+([A-Za-z_][\w:]*)(?=\s*[;{])/y)?.[1];
      if (name === undefined || MODULES.test(name) || /^(?:CORE|UNIVERSAL|IO)\b/.test(name)) return false;
      perl.packages.add(name);
      return found(here, 'word', 'open');
    }
    case 'eval':
    case 'do':
      return /^\s*\{/.test(rest) && found(here, 'word', 'open');
    case 'sort':
      // The name of a function that it calls.
      if (/^\s*\(?\s*\$\w+\s*[@$(\w]/.test(rest)) return false;
      break;
    case 'ARGV':
      if (!/\b(?:close|eof)\s*\(?\s*ARGV$/.test(perl.text.slice(Math.max(0, here.at - 24), here.at))) return false;
  }
  if (OPENERS.test(word)) return takeOpened(here, word);
  if (/^[A-Z][A-Z0-9_]*$/.test(word) && /^\s*:(?!:)/.test(rest) && /^(?:start|block)$/.test(here.last)) {
    take(here, /\s*:/y);
    return found(here, 'start', 'open');
  }
  if (/^(?:next|last|redo)$/.test(word)) take(here, /\s+[A-Z][A-Z0-9_]*\b/y);
  if (/^\s*->/.test(rest) && !/^(?:shift|pop)$/.test(word)) {
    if (word !== '__PACKAGE__') perl.classes.add(word);
    return found(here, 'word', 'unsure');
  }
  if (!knows(here, word)) return false;
  return found(here, 'word', BEFORE_PATTERN.test(word) ? 'open' : TAKES_NOTHING.test(word) ? 'term' : 'unsure');
}

/** Whether a function of this name is known, or has to be the text's own. */
function knows({ perl }: Here, word: string): boolean {
  const name = word.slice(word.lastIndexOf(':') + 1);
  if (name === word) {
    if (WORDS.has(word) || perl.opened.handles.has(word)) return true;
    perl.calls.add(word);
    return !DEEDS.has(word);
  }
  const module = word.slice(0, -name.length - 2);
  if (MODULES.test(module)) return WORDS.has(name) || /^(?:true|false|null)$/.test(name);
  perl.classes.add(module);
  perl.calls.add(name);
  return !DEEDS.has(name);
}

function takeFunction(here: Here): boolean {
  const name = matched(here, /\s+([A-Za-z_]\w*)(?!\w|'|::)/y)?.[1];
  if (name !== undefined && (DEEDS.has(name) || WORDS.has(name))) return false;
  if (name !== undefined) {
    here.perl.functions.add(name);
    here.word = 'sub name';
  }
  take(here, PROTOTYPE);
  return found(here, 'word', 'open');
}

function takeOpened(here: Here, word: string): boolean {
  const taken = here.perl.opened.take(word, here.at);
  if (taken === undefined || taken.at > here.to) return false;
  here.at = taken.at;
  for (const bracket of taken.opens)
    if (bracket === '(') open(here, ')', 'term', 'paren');
    else open(here, '}', 'term', 'block');
  if (taken.isFind !== true) return found(here, 'string', taken.isMade === true ? 'open' : 'term');
  take(here, /\s*\{/y);
  open(here, '}', 'term', 'block', true);
  return true;
}

/** `->` and what it asks for. */
export function takeArrow(here: Here): boolean {
  const isText = here.last === 'string';
  take(here, /->\s*/y);
  if (take(here, /(?:[@%$]\*|\$#\*)/y) !== undefined) return found(here, 'subscript');
  const bracket = take(here, /[[{(]/y);
  if (bracket === '(') {
    here.at -= 1;
    const isOwn = callsOwn(here);
    here.at += 1;
    open(here, ')', 'term', 'subscript');
    return isOwn;
  }
  if (bracket !== undefined) {
    open(here, bracket === '[' ? ']' : '}', 'term', 'subscript');
    // A bare word as a key is a text.
    if (bracket === '{' && take(here, /\s*-?\w+\s*(?=\})/y) !== undefined) found(here, 'string');
    return true;
  }
  const method = matched(here, /(?:SUPER::)?([A-Za-z_]\w*)/y)?.[1];
  if (method === undefined || isText || DEEDS.has(method)) return false;
  if (method === 'new') {
    // A class that only a text names may be anything that is loaded.
    if (here.last !== 'word' || /^(?:shift|pop)$/.test(here.word)) return false;
    if (!MODULES.test(here.word)) here.perl.calls.add(method);
  } else if (!METHODS.has(method)) here.perl.calls.add(method);
  return found(here, 'method');
}

/** Where what begins with this word ends; undefined: it may do more than compute. */
function endOfQuote({ perl, at, to }: Here, word: string): number | undefined {
  const quote = quoteAt(perl.text, word, at, to);
  const [first, second] = quote?.parts ?? [];
  if (quote === undefined || first === undefined) return undefined;
  const holds = (part: Part, isPattern: boolean): boolean =>
    part.delimiter === "'"
      ? !isPattern || !/\(\?\??\{|\(\*\{/.test(perl.text.slice(part.from, part.to))
      : perl.isText(part.from, part.to, isPattern);
  const isPlain = (): boolean => {
    switch (word) {
      case 'q':
      case 'qw':
        return true;
      case 'qq':
        return holds(first, false);
      case 'm':
      case 'qr':
        return /^[msixpodualngc]*$/.test(quote.flags) && holds(first, true);
      case 's': {
        if (second === undefined || !/^[msixpodualngcer]*$/.test(quote.flags) || !holds(first, true)) return false;
        // `e` runs the replacement, `ee` what comes out of it.
        const runs = quote.flags.split('e').length - 1;
        if (runs === 0) return holds(second, false);
        const hasMark = perl.text.slice(second.from, second.to).includes(`\\${second.delimiter}`);
        return runs === 1 && !hasMark && perl.isPlain(second.from, second.to);
      }
      default:
        return /^[cdsr]*$/.test(quote.flags);
    }
  };
  return isPlain() ? quote.end : undefined;
}
