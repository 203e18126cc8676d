import { PLAIN_VARIABLE } from '../deeds/secrets.ts';
import { onlyLooksAtArgv } from './argv.ts';
import { takeArrow, takeWord } from './bareWords.ts';
import { followsOnlyData } from './bindings.ts';
import { openedIn } from './opened.ts';
import type { PerlRead } from './opened.ts';
import { endOf, isPlainText } from './quotes.ts';
import { behind, callsOwn, found, matched, open, take } from './scan.ts';
import type { Before, Here, Perl } from './scan.ts';
import { isStrict, MODULES, PACKAGE_VARIABLE } from './words.ts';

/** Variables through which a program reaches its environment, its input files or its own insides. */
const FORBIDDEN = /^(?:ENV|ARGV|INC|SIG|ARGVOUT|ISA|EXPORT|AUTOLOAD|stash)$/;
const VARIABLE =
  /(?:\$#|[$@%])(?:\$*(?:[A-Za-z_]\w*|\d+)|[&.!@,;0|"\]/\\](?![\w:])|\$(?![\w{$:])|\^[OTVW]\b|[-+](?=\[)|\+(?=\{))/y;
const SIGNAL =
  /\$SIG\{\s*(?:__WARN__|__DIE__|INT|TERM|ALRM|PIPE|HUP)\s*\}\s*=\s*(?=sub\b|'(?:IGNORE|DEFAULT)'|"(?:IGNORE|DEFAULT)")/y;
const ENVIRONMENT = /\$ENV\{\s*(["']?)(\w+)\1\s*\}(?!\s*(?:->)?[[({])/y;
const NUMBER = /0[xXbB][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const OPERATOR = /&&|\|\||=~|!~|=>|\+\+|--|\*\*|\.\.\.?|<=>|[=!<>]=|[-+*.|%]=|[-+!~^|.,;:?=<>()[\]{}\\]/y;
const HEREDOC = /<<(~?)(?:"(\w+)"|'(\w+)'|([A-Z_]\w*))/y;
const HANDLE = /<(?:<>>|\$?(\w*)>)/y;
const NAMES = /<[\w.*?{},~-]*[./*?][\w./*?{},~ -]*>/y;
const FILE_TEST = /-[edfrwxszlMACBTSpbctugkoRWXO](?![\w:])(?!\s*=>)/y;

/**
 * What a Perl text reads that does nothing but compute, read files and print; undefined: it may do more. There is no grammar at
 * hand, so this takes a text only when every word, variable and quote of it is one that is known. `environment`: names of variables
 * that the action sets itself.
 */
export function readsOfPerl(text: string, environment: readonly string[] = []): readonly PerlRead[] | undefined {
  // PODs and ends of code would hide what follows.
  if (/(?:^|\n)=[a-zA-Z]|__(?:END|DATA)__/.test(text)) return undefined;
  const strict = isStrict(text);
  if (!strict && !followsOnlyData(text)) return undefined;
  const perl: Perl = {
    text,
    opened: openedIn(text),
    isStrict: strict,
    functions: new Set(),
    packages: new Set(['main']),
    calls: new Set(),
    classes: new Set(),
    isVariable(name) {
      const variable = /^ENV\{(\w+)\}$/.exec(name)?.[1];
      return variable === undefined
        ? !FORBIDDEN.test(name) || name === 'ARGV'
        : PLAIN_VARIABLE.test(variable) || environment.includes(variable);
    },
    isPlain: (from, to) => isPlain(perl, from, to, true),
    isText: (from, to, isPattern) => isPlainText(perl, from, to, isPattern),
  };
  if (!isPlain(perl, 0, text.length, false)) return undefined;
  const isOwn =
    [...perl.calls].every((name) => perl.functions.has(name)) &&
    [...perl.classes].every((name) => perl.packages.has(name) || MODULES.test(name));
  return isOwn ? perl.opened.reads : undefined;
}

/** `isInside`: it is no program, but code in a text. */
function isPlain(perl: Perl, from: number, to: number, isInside: boolean): boolean {
  const { text } = perl;
  const here: Here = { perl, from, to, at: from, before: 'open', last: 'start', word: '', brackets: [] };
  /** What stands on the lines behind one that names a heredoc. */
  let body: { readonly from: number; readonly to: number } | undefined;
  while (here.at < to) {
    const unit = text[here.at] ?? '';
    if (unit === '\n' && body?.from === here.at + 1) {
      here.at = body.to;
      body = undefined;
    } else if (/\s/.test(unit)) here.at += 1;
    else if (unit === '<' && here.before !== 'term' && /^<<[~"'A-Z_]/.test(behind(here))) {
      const found = isInside || body !== undefined ? undefined : heredocAt(here);
      if (found === undefined) return false;
      body = found;
    } else if (!takeOne(here, unit, isInside)) return false;
  }
  return here.brackets.length === 0 && body === undefined;
}

/** What the next sign begins. False: it may do more than compute, read and print. */
function takeOne(here: Here, unit: string, isInside: boolean): boolean {
  const { perl, at, before, to } = here;
  const { text } = perl;
  if (unit === '#') {
    const end = text.indexOf('\n', at);
    here.at = end < 0 || end > to ? to : end;
    return true;
  }
  if (unit === "'" || unit === '"') {
    const end = endOf(text, at + 1, unit, to);
    if (end === undefined || (unit === '"' && !perl.isText(at + 1, end, false))) return false;
    here.at = end + 1;
    return found(here, 'string');
  }
  if (unit === '/' && before !== 'term') {
    const end = before === 'unsure' ? undefined : endOf(text, at + 1, '/', to);
    if (end === undefined || !perl.isText(at + 1, end, true)) return false;
    here.at = end + 1;
    return /^[msixpodualngc]*$/.test(take(here, /\w*/y) ?? '') && found(here, 'string');
  }
  if (unit === '<' && before !== 'term') return takeInput(here);
  if (unit === '-' && before !== 'term' && take(here, FILE_TEST) !== undefined)
    return found(here, 'operator', 'unsure');
  if (text.startsWith('->', at)) return takeArrow(here);
  if (/[A-Za-z_]/.test(unit)) return takeWord(here);
  if (unit === '$' || unit === '@' || (unit === '%' && before !== 'term')) return takeVariable(here);
  if (take(here, NUMBER) !== undefined) return found(here, 'string');
  if (before === 'term' && take(here, /(?:<<(?=\s|\d)|>>|&(?!&)|\*\*?|%|\/\/?)(?:=(?![=~]))?/y) !== undefined)
    return found(here, 'operator', 'open');
  const own = matched(here, /\\\s*&([A-Za-z_]\w*)\b(?!::|')/y)?.[1];
  if (own !== undefined) {
    perl.calls.add(own);
    return found(here, 'string');
  }
  // `-n` with one block behind another.
  if (unit === '}' && here.brackets.length === 0 && !isInside && take(here, /\}\s*\{/y) !== undefined)
    return found(here, 'start', 'open');
  const operator = take(here, OPERATOR);
  return operator !== undefined && takeOperator(here, operator);
}

function takeOperator(here: Here, operator: string): boolean {
  switch (operator) {
    case '{':
      if (here.last === 'subscript') {
        here.at -= 1;
        return takeKey(here);
      }
      open(here, '}', afterBlock(here), 'block');
      return true;
    case '(':
      if (here.last === 'subscript' && !calledAt(here)) return false;
      open(here, ')', 'term', 'paren');
      return true;
    case '[':
      open(here, ']', 'term', 'subscript');
      return true;
    case ')':
    case ']':
    case '}': {
      const bracket = here.brackets.pop();
      if (bracket?.close !== operator) return false;
      found(here, bracket.last, bracket.after);
      return !bracket.isFind || takeFolders(here);
    }
    case ';':
      return found(here, 'start', 'open');
    case '++':
    case '--':
      return found(here, 'operator', 'term');
    default:
      return found(here, 'operator', 'open');
  }
}

/** Folders that a `find` goes through, behind its block. */
function takeFolders(here: Here): boolean {
  const { perl, at, to } = here;
  const end = perl.opened.folders(at);
  if (end === undefined || end > to) return false;
  if (/^[^'"$@]*\}/.test(perl.text.slice(at, end)) && here.brackets.pop()?.close !== '}') return false;
  here.at = end;
  return found(here, 'string');
}

function calledAt(here: Here): boolean {
  return callsOwn({ ...here, at: here.at - 1 });
}

/** What may stand behind a block or a record that begins here. */
function afterBlock({ last, word }: Here): Before {
  switch (last) {
    case 'word':
      if (/^(?:do|eval|sub)$/.test(word)) return 'term';
      return /^(?:else|continue|BEGIN|END|map|grep|sort|first|any|all|none|sub name|package)$/.test(word)
        ? 'open'
        : 'unsure';
    case 'paren':
      return 'open';
    case 'operator':
      return 'term';
    default:
      return 'unsure';
  }
}

/** `<$fh>`, `<STDIN>`, `<>`, `<*.md>` */
function takeInput(here: Here): boolean {
  const { perl, at, before } = here;
  const handle = matched(here, HANDLE);
  if (handle !== undefined) {
    const [whole, name = ''] = handle;
    if (name === '' || name === 'ARGV') perl.opened.given([at, here.at]);
    else if (name !== 'STDIN' && !perl.opened.handles.has(name)) return false;
    return whole !== '<$>' && found(here, 'string');
  }
  if (take(here, NAMES) !== undefined) return found(here, 'string');
  return before === 'unsure' && take(here, /<=>|<=?/y) !== undefined && found(here, 'operator', 'open');
}

/** The lines that a heredoc takes, which the reader passes over at the end of this line. */
function heredocAt(here: Here): { readonly from: number; readonly to: number } | undefined {
  const { text } = here.perl;
  const [, indented, quoted, raw, bare] = matched(here, HEREDOC) ?? [];
  const line = text.indexOf('\n', here.at);
  const mark = quoted ?? raw ?? bare;
  if (mark === undefined || line < 0) return undefined;
  const last = new RegExp(String.raw`\n${indented === '~' ? '[ \\t]*' : ''}${mark}(?=\n|$)`, 'g');
  last.lastIndex = line;
  const end = last.exec(text);
  if (end === null || (raw === undefined && !here.perl.isText(line + 1, Math.max(line + 1, end.index), false)))
    return undefined;
  found(here, 'string');
  return { from: line + 1, to: end.index + end[0].length };
}

function takeVariable(here: Here): boolean {
  const { perl, at } = here;
  if (take(here, /(?:\$#|[@%$]\$*)\{/y) !== undefined) {
    // `@{name}` is a variable of that name, `@{name()}` is not.
    if (/^\s*\^?\w+\s*\}/.test(behind(here))) return false;
    open(here, '}', 'term', 'subscript');
    return true;
  }
  if (take(here, SIGNAL) !== undefined) return found(here, 'operator', 'open');
  const environment = matched(here, ENVIRONMENT)?.[2];
  if (environment !== undefined) return perl.isVariable(`ENV{${environment}}`) && found(here, 'subscript');
  if (take(here, PACKAGE_VARIABLE) === undefined) {
    const variable = take(here, VARIABLE);
    if (variable === undefined || perl.text.startsWith('::', here.at)) return false;
    const name = variable.replace(/^[$@%#]+/, '');
    const isWords = /^[$@]ARGV$/.test(variable) && onlyLooksAtArgv(perl.text, at, here.at);
    if (FORBIDDEN.test(name) && !isWords) return false;
  }
  found(here, 'variable');
  return takeKey(here);
}

/** A bare word as a key is a text, and nowhere else between braces: there it is a function. */
function takeKey(here: Here): boolean {
  while (take(here, /\s*\{\s*-?\w+\s*\}/y) !== undefined) found(here, 'subscript');
  if (/^\s*\{/.test(behind(here))) {
    take(here, /\s*\{/y);
    open(here, '}', 'term', 'subscript');
  }
  return true;
}
