import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { textFlow } from '../state/flow.ts';
import type { Flow } from '../state/flow.ts';

/** UTF-16 units of a program that is worked out. */
const LONGEST = 8 * 1024;
/** Lists in lists. */
const DEEPEST = 64;
const ESCAPED = /\\u00[2-7]/i;

/**
 * What jq writes where its program is a value: `jq -n --arg q "$Q" '{query: $q}'`, and a text in an address's letters
 * (`jq -sRr @uri`). Undefined: not known from the text alone.
 */
export function jqText({ args, stdin, range }: Call): Flow | undefined {
  if (args.some(isUnknown)) return undefined;
  const words = args.map(({ value }) => value);
  const given = new Map<string, unknown>();
  let letters = '';
  let program: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [name, value] = [words[at + 1], words[at + 2]];
    if (/^--arg(?:json)?$/.test(word)) {
      if (name === undefined || value === undefined) return undefined;
      const known = word === '--arg' ? value : jsonOf(value);
      if (known === undefined) return undefined;
      given.set(name, known);
      at += 2;
    } else if (/^-[ncrRsM]+$/.test(word)) letters += word;
    else if (/^--(?:null-input|compact-output|raw-output|raw-input|slurp)$/.test(word)) letters += LONG[word] ?? '';
    else if (word.startsWith('-') || program !== undefined || word.length > LONGEST) return undefined;
    else program = word;
  }
  if (program === undefined) return undefined;
  const raw = letters.includes('r');
  const decoded = ESCAPED.test(program);
  const write = (value: unknown): string =>
    raw && typeof value === 'string' ? value : JSON.stringify(value, null, letters.includes('c') ? undefined : 2);
  if (letters.includes('n')) {
    const value = valueOf(program, given);
    return value === undefined ? undefined : { ...textFlow(`${write(value.known)}\n`, range), decoded };
  }
  const input = stdin?.local === true || stdin?.secret !== undefined ? undefined : stdin?.text;
  if (input === undefined || !letters.includes('R')) return undefined;
  // All of it as one text: `.` is that.
  if (letters.includes('s') && program.trim() !== '@uri') {
    const value = valueOf(program, given.set('.', input));
    return value === undefined ? undefined : { ...textFlow(`${write(value.known)}\n`, range), decoded };
  }
  if (program.trim() !== '@uri') return undefined;
  const lines = letters.includes('s') ? [input] : input.replace(/\n$/, '').split('\n');
  const encoded = lines.map(inAddress);
  return encoded.includes(undefined) ? undefined : textFlow(encoded.map((line) => `${write(line)}\n`).join(''), range);
}

/** As it stands in an address; half of a letter cannot. */
function inAddress(text: string): string | undefined {
  try {
    return encodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const LONG: Readonly<Record<string, string>> = {
  '--null-input': 'n',
  '--compact-output': 'c',
  '--raw-output': 'r',
  '--raw-input': 'R',
  '--slurp': 's',
};

function isUnknown({ dynamic, glob, flow, processSubstitution }: Arg): boolean {
  return dynamic || glob || processSubstitution || flow?.local === true || flow?.secret !== undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\["\\/bfnrtu])*")|(-?\d+(?:\.\d+)?)|(\$?[A-Za-z_]\w*)|([[\]{}:,|]|@uri|\.(?=[\s,}\])|]|$)))/y;

/** The value that a program is, made of words that stand in it and of those that it was given. */
function valueOf(program: string, given: ReadonlyMap<string, unknown>): { readonly known: unknown } | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (const text = program.trimEnd(); TOKEN.lastIndex < text.length;) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    tokens.push(match[0].trim());
  }
  let at = 0;
  let depth = 0;
  const next = (): string => tokens[at++] ?? '';
  const isNext = (token: string): boolean => tokens[at] === token && at++ >= 0;
  /** Between brackets, parted by commas; undefined: something else stands there. */
  const list = <T>(end: string, item: () => { readonly known: T } | undefined): readonly T[] | undefined => {
    const items: T[] = [];
    if (isNext(end)) return items;
    if (++depth > DEEPEST) return undefined;
    do {
      const one = item();
      if (one === undefined) return undefined;
      items.push(one.known);
    } while (isNext(','));
    depth -= 1;
    return isNext(end) ? items : undefined;
  };
  const variable = (token: string): { readonly known: unknown } | undefined =>
    given.has(token.slice(1)) ? { known: given.get(token.slice(1)) } : undefined;
  const pair = (): { readonly known: readonly [string, unknown] } | undefined => {
    const token = next();
    const key = token.startsWith('"') ? jsonOf(token) : token.replace(/^\$/, '');
    if (typeof key !== 'string' || !/^["$A-Za-z_]/.test(token)) return undefined;
    const own = isNext(':') ? value() : token.startsWith('$') ? variable(token) : undefined;
    return own === undefined ? undefined : { known: [key, own.known] };
  };
  const value = (): { readonly known: unknown } | undefined => {
    const token = next();
    if (token === '{') {
      const pairs = list('}', pair);
      return pairs === undefined ? undefined : { known: Object.fromEntries(pairs) };
    }
    if (token === '[') {
      const items = list(']', value);
      return items === undefined ? undefined : { known: items };
    }
    if (token.startsWith('$')) return variable(token);
    if (token === '.') return given.has(token) ? { known: given.get(token) } : undefined;
    const known = /^(?:"|-?\d|(?:true|false|null)$)/.test(token) ? jsonOf(token) : undefined;
    return known === undefined ? undefined : { known };
  };
  let whole = value();
  while (whole !== undefined && isNext('|')) {
    const text = typeof whole.known === 'string' ? whole.known : JSON.stringify(whole.known);
    const encoded = isNext('@uri') ? inAddress(text) : undefined;
    whole = encoded === undefined ? undefined : { known: encoded };
  }
  return at === tokens.length ? whole : undefined;
}
