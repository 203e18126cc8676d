import { followsOnlyData, openedIn, OPENERS } from './opened.ts';
import type { Opened, PerlRead } from './opened.ts';

/** Words that only compute, print or steer. Whatever is not here may do anything. */
const WORDS = new Set(
  'if elsif else unless while until for foreach last next redo return my our local and or not xor x eq ne lt gt le ge cmp print printf say join split keys values each exists delete defined scalar push pop shift unshift splice reverse sort map grep lc uc lcfirst ucfirst length substr index rindex sprintf abs int sqrt hex oct ord chr chomp chop sum min max uniq first wantarray ref time localtime gmtime strftime floor ceil exit die warn undef pos quotemeta pack unpack decode_json encode_json Dumper timelocal timegm encode_base64 decode_base64 local close eof readdir closedir stat lstat binmode md5_hex sha1_hex sha256_hex blessed reftype looks_like_number any all none sum0 product shuffle uniqnum minstr maxstr basename dirname fileparse BEGIN END STDIN STDOUT STDERR eof'.split(
    ' ',
  ),
);
/** Behind these words a slash begins a pattern; behind any other it may divide. */
const BEFORE_PATTERN = /^(?:if|elsif|unless|while|until|and|or|not|split|grep|map|print|return|push|join)$/;
/** Variables through which a program reaches its environment, its input files or its own insides. */
const FORBIDDEN = /^(?:ENV|ARGV|INC|SIG|ARGVOUT|stash)$/;
const VARIABLE =
  /[$@%](?:#?\$*)(?:File::Find::(?:name|dir)|Data::Dumper::(?:Sortkeys|Indent|Terse|Maxdepth|Useqq|Quotekeys)\b|[A-Za-z_]\w*|\d+|[&.!@,;0_/\\](?![\w:]))/y;
const NUMBER = /\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const OPERATOR =
  /&&|\|\||\/\/|=~|!~|=>|->(?=[[{])|\+\+|--|\*\*|\.\.\.?|<=>|[=!<>]=|[-+*.|%]=|[-+!~^|.,;:?=<>()[\]{}\\]/y;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** Modules that compute, and put names of `WORDS` at hand. */
const USE =
  /use\s+(?:strict|warnings|utf8|integer|v?5[\d.]*|feature|List::Util|Scalar::Util|POSIX|Data::Dumper|JSON::PP|JSON|JSON::XS|Cpanel::JSON::XS|MIME::Base64|Time::Local|Time::HiRes|File::Basename|Digest::(?:MD5|SHA)|File::Find)(?:\s+(?:qw\s*\([\w\s:]*\)|'[\w:]+'|"[\w:]+"))?\s*(?:;|$)/y;

/**
 * What a Perl text reads that does nothing but compute, read files and print; undefined: it may do more. There is no grammar at
 * hand, so this takes a text only when every word, variable and quote of it is one that is known.
 */
export function readsOfPerl(text: string): readonly PerlRead[] | undefined {
  // PODs, heredocs and ends of code would hide what follows; packages and calls of references may be anything.
  const known = text
    .replace(/\buse\s+[A-Z][\w:]*/g, '')
    .replace(/\$(?:File::Find::(?:name|dir)|Data::Dumper::(?:Sortkeys|Indent|Terse|Maxdepth|Useqq|Quotekeys))\b/g, '');
  if (/\n=|<<|__(?:END|DATA)__|->(?![[{])/.test(text) || /::/.test(known) || !followsOnlyData(text)) return undefined;
  const opened = openedIn(text);
  return isPlain(text, opened) ? opened.reads : undefined;
}

function isPlain(text: string, opened: Opened): boolean {
  let at = 0;
  /** What stands before: a `term` ends here, an `open` place waits for one. */
  let before: 'term' | 'open' | 'unsure' = 'open';
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  while (at < text.length) {
    const unit = text[at] ?? '';
    if (/\s/.test(unit)) {
      at += 1;
      continue;
    }
    if (unit === "'" || unit === '"') {
      const end = endOf(text, at + 1, unit, unit);
      if (end === undefined || (unit === '"' && !isPlainText(text.slice(at + 1, end), false))) return false;
      at = end + 1;
      before = 'term';
      continue;
    }
    if (unit === '/' && before !== 'term') {
      if (before === 'unsure') return false;
      const end = pattern(text, at, 1);
      if (end === undefined) return false;
      at = end;
      before = 'term';
      continue;
    }
    const handle = before === 'term' ? undefined : /^<\$?(\w+)>/.exec(text.slice(at, at + 64))?.[1];
    if (handle !== undefined && opened.handles.has(handle)) {
      at = text.indexOf('>', at) + 1;
      before = 'term';
      continue;
    }
    // `-e $path`
    if (unit === '-' && before !== 'term' && /^-[edfrwxszl]\s*\(?\s*[$"']/.test(text.slice(at, at + 16))) {
      at += 2;
      before = 'open';
      continue;
    }
    if (text.startsWith('<STDIN>', at) || text.startsWith('<>', at)) {
      at = text.indexOf('>', at) + 1;
      before = 'term';
      continue;
    }
    if (/[A-Za-z_]/.test(unit)) {
      if (take(USE) !== undefined) {
        before = 'open';
        continue;
      }
      const word = take(/[A-Za-z_]\w*/y) ?? '';
      if (OPENERS.test(word)) {
        const end = opened.take(word, at);
        if (end === undefined) return false;
        at = end;
        before = 'term';
        continue;
      }
      const quoted = /^(?:m|qr|s|tr|y)$/.test(word)
        ? pattern(text, at, word === 'm' || word === 'qr' ? 1 : 2)
        : undefined;
      if (quoted !== undefined) {
        at = quoted;
        before = 'term';
        continue;
      }
      // A bare word as a key is a text, and so is one before `=>`.
      const key =
        (/\{\s*$/.test(text.slice(0, at - word.length)) && /^\s*\}/.test(text.slice(at))) ||
        /^[ \t]*=>/.test(text.slice(at, at + 64));
      const isInput = word === 'ARGV' && /\b(?:close|eof)\s*\(?\s*$/.test(text.slice(0, at - word.length));
      if (!key && !isInput && !WORDS.has(word) && !opened.handles.has(word)) return false;
      before = key ? 'term' : BEFORE_PATTERN.test(word) ? 'open' : 'unsure';
      continue;
    }
    if (/[$@%]/.test(unit)) {
      // `@{$d->{list}}`: what is in the braces is looked at like all else.
      if (take(/[@%](?=\{\$[a-z_])/y) !== undefined) {
        before = 'open';
        continue;
      }
      const variable = take(VARIABLE);
      if (variable !== undefined) {
        // `$ARGV` is the name of the file that is read, `$ARGV[0]` a word that may be changed before it is opened.
        const isName = variable === '$ARGV' && text[at] !== '[' && text[at] !== '{';
        if (!isName && FORBIDDEN.test(variable.replace(/^[$@%#]+/, ''))) return false;
        before = 'term';
        continue;
      }
      // Without a name behind it a `%` divides, and only behind a term.
      if (unit !== '%' || before !== 'term') return false;
      at += 1;
      before = 'open';
      continue;
    }
    if (take(NUMBER) !== undefined) {
      before = 'term';
      continue;
    }
    if (/[*/]/.test(unit) && before === 'term') {
      at += 1;
      before = 'open';
      continue;
    }
    const operator = take(OPERATOR);
    if (operator === undefined) return false;
    before = /^[)\]]$|^(?:\+\+|--)$/.test(operator) ? 'term' : operator === '}' ? 'unsure' : 'open';
  }
  return true;
}

/** Where a quote-like ends, its flags included; undefined: it is not one that is known to be plain. */
function pattern(text: string, at: number, parts: number): number | undefined {
  const open = text[at] ?? '';
  if (!/[/#!|,{([]/.test(open)) return undefined;
  const close = CLOSING[open];
  let from = at + 1;
  for (let part = 0; part < parts; part += 1) {
    const end = endOf(text, from, open, close ?? open);
    if (end === undefined || !isPlainText(text.slice(from, end), true)) return undefined;
    from = end + 1;
    if (close !== undefined && part + 1 < parts) {
      if (text[from] !== open) return undefined;
      from += 1;
    }
  }
  const flags = /^[a-z]*/.exec(text.slice(from))?.[0] ?? '';
  // `e` runs the replacement.
  return /^[gimsxorncdl]*$/.test(flags) ? from + flags.length : undefined;
}

function endOf(text: string, from: number, open: string, close: string): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const unit = text[at];
    if (unit === '\\') at += 1;
    else if (unit === close && depth === 0) return at;
    else if (unit === close) depth -= 1;
    else if (unit === open && open !== close) depth += 1;
  }
  return undefined;
}

const PLAIN_HOLE =
  /^(?:\$(?:ARGV(?![\w[{]|->)|(?!ENV|ARGV|INC|SIG)[A-Za-z_]\w*|\d+|[&.!@,;_])|@(?!ENV|ARGV|INC|SIG)[A-Za-z_]\w*)(?:(?:->)?(?:\[(?:-?\d+|\$\w+)\]|\{\$?\w+\}))*(?![[{]|->[[{])/;

/** Whether what is put into a text or a pattern are only variables: an index may be any code. */
function isPlainText(inside: string, isPattern: boolean): boolean {
  const text = inside.replace(/\\[^]/g, '');
  if (isPattern && /\(\?\??\{/.test(text)) return false;
  for (let at = text.search(/[$@]/); at >= 0;) {
    const rest = text.slice(at);
    const hole = PLAIN_HOLE.exec(rest)?.[0];
    const ends = isPattern && /^\$(?:$|[|)\s])/.test(rest);
    const alone = /^@(?![\w{$:-])/.test(rest) || (!isPattern && /^\$(?=\s|$)/.test(rest));
    if (hole === undefined && !ends && !alone) return false;
    const next = text.slice(at + (hole?.length ?? 1)).search(/[$@]/);
    at = next < 0 ? -1 : at + (hole?.length ?? 1) + next;
  }
  return true;
}
