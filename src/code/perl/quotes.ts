import type { Perl } from './scan.ts';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
/** Signs that end a quote here as well as begin it; any other may be an operator. */
const DELIMITER = /[/#!|,{([<'"~%@^]/;

/** What stands between two delimiters, and which those are. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly delimiter: string;
}

export interface Quote {
  readonly parts: readonly Part[];
  readonly flags: string;
  readonly end: number;
}

/** `q(…)`, `m/…/`, `s{…}{…}g`: `at` is behind the word. Undefined: it is none that is known here. */
export function quoteAt(text: string, word: string, at: number, limit: number): Quote | undefined {
  const count = /^(?:s|tr|y)$/.test(word) ? 2 : 1;
  const parts: Part[] = [];
  let from = at;
  for (let part = 0; part < count; part += 1) {
    if (parts.at(-1) === undefined || CLOSING[parts.at(-1)?.delimiter ?? ''] !== undefined) {
      const blanks = /^\s*/.exec(text.slice(from, from + 256))?.[0].length ?? 0;
      from += blanks;
      // Behind a blank it is a comment.
      if (text[from] === '#' && blanks > 0) return undefined;
      const delimiter = text[from] ?? '';
      if (!DELIMITER.test(delimiter)) return undefined;
      const to = endOf(text, from + 1, delimiter, limit);
      if (to === undefined) return undefined;
      parts.push({ from: from + 1, to, delimiter });
      from = to + 1;
      continue;
    }
    const delimiter = parts[0]?.delimiter ?? '';
    const to = endOf(text, from, delimiter, limit);
    if (to === undefined) return undefined;
    parts.push({ from, to, delimiter });
    from = to + 1;
  }
  const flags = /^q[wq]?$/.test(word) ? '' : (/^\w*/.exec(text.slice(from, from + 16))?.[0] ?? '');
  return { parts, flags, end: from + flags.length };
}

/** Where what begins behind this delimiter ends. */
export function endOf(text: string, from: number, open: string, limit: number): number | undefined {
  const close = CLOSING[open] ?? open;
  let depth = 0;
  for (let at = from; at < limit; at += 1) {
    const unit = text[at];
    if (unit === '\\') at += 1;
    else if (unit === close && depth === 0) return at;
    else if (unit === close) depth -= 1;
    else if (unit === open && open !== close) depth += 1;
  }
  return undefined;
}

const VARIABLE_IN_TEXT = /^[$@]\$*(?:#\$*)?(?:[A-Za-z_]\w*|\d+|[&.!,;])/;
const ENV_IN_TEXT = /^\$ENV\{(["']?)(\w+)\1\}/;

/** Whether what is put into a text or a pattern only computes: an index may be any code. */
export function isPlainText(perl: Perl, from: number, to: number, isPattern: boolean): boolean {
  const { text } = perl;
  if (isPattern && /\(\?\??\{|\(\*\{/.test(text.slice(from, to))) return false;
  let at = from;
  while (at < to) {
    const unit = text[at];
    if (unit === '\\') {
      at += 2;
      continue;
    }
    if (unit !== '$' && unit !== '@') {
      at += 1;
      continue;
    }
    const rest = text.slice(at, Math.min(to, at + 160));
    const environment = ENV_IN_TEXT.exec(rest);
    if (environment !== null) {
      if (!perl.isVariable(`ENV{${environment[2] ?? ''}}`)) return false;
      at += environment[0].length;
      continue;
    }
    const isAnchor = isPattern && /^\$(?:$|[|)\s])/.test(rest);
    const isSign = /^@(?![\w{$:+-])/.test(rest) || (!isPattern && /^\$(?=\s|$)/.test(rest));
    const isNamed = /^(?:[$@]File::Find::(?:name|dir)(?!::)|\$[@$](?![\w{$])|\$\+(?=\{\w+\})|\$[-+](?=\[\d+\]))/.exec(
      rest,
    )?.[0];
    if (isAnchor || isSign) {
      at += 1;
      continue;
    }
    const braced = /^(?:\$#|[$@]\$*)\{/.exec(rest)?.[0];
    if (braced !== undefined) {
      const end = endOf(text, at + braced.length, '{', to);
      if (end === undefined) return false;
      const word = /^\s*(\w+)\s*$/.exec(text.slice(at + braced.length, end))?.[1];
      if (word === undefined ? !perl.isPlain(at + braced.length, end) : !perl.isVariable(word)) return false;
      at = end + 1;
    } else {
      const name = isNamed ?? VARIABLE_IN_TEXT.exec(rest)?.[0];
      if (name === undefined || text.startsWith('::', at + name.length)) return false;
      if (isNamed === undefined && !perl.isVariable(name.replace(/^[$@#]+/, ''))) return false;
      at += name.length;
    }
    const next = behindSubscripts(perl, at, to);
    if (next === undefined) return false;
    at = next;
  }
  return true;
}

function behindSubscripts(perl: Perl, from: number, to: number): number | undefined {
  const { text } = perl;
  let at = from;
  for (;;) {
    const open = /^(?:->)?[[{]/.exec(text.slice(at, Math.min(to, at + 3)))?.[0];
    if (open === undefined) return at;
    const start = at + open.length;
    const end = endOf(text, start, open.at(-1) ?? '', to);
    if (end === undefined) return undefined;
    const isKey =
      /^\s*-?\$?\w+\s*$/.test(text.slice(start, end)) && !/^\s*\$(?:ENV|INC|SIG)\b/.test(text.slice(start, end));
    // A bare word between square brackets is a function, and a name or a class of signs elsewhere.
    const isWord = open.endsWith('[') && /^\s*-?[A-Za-z_]/.test(text.slice(start, end));
    if ((!isKey || isWord) && !perl.isPlain(start, end)) return undefined;
    at = end + 1;
  }
}
