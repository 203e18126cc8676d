import path from 'node:path';
import type { Entry } from './disk.ts';
import { segmentPattern } from './pattern.ts';

/** What `find` is told, as far as it stands before the action that deletes. */
export interface FindWords {
  readonly starts: readonly string[];
  readonly tests: readonly Test[];
  readonly least: number;
  readonly most: number;
  /** `tree`: what is found goes with all that is in it. `names`: the names go to another program. */
  readonly action: 'files' | 'tree' | 'names';
  /** The names end with NULs. */
  readonly nulls: boolean;
  /** Links are followed: those that are named, or all. */
  readonly follows: 'none' | 'named' | 'all';
  /** False: more is asked than is understood here; fewer are found. */
  readonly certain: boolean;
}

export interface Found {
  readonly entry: Entry;
  /** The last name, and the whole one as `find` prints it. */
  readonly name: string;
  readonly printed: string;
}

export type Test = (found: Found, folders: ReadonlySet<string>) => boolean;

const DAY = 86_400_000;
const TYPES: Readonly<Record<string, Entry['type']>> = { f: 'file', d: 'directory', l: 'link' };
const UNITS: Readonly<Record<string, number>> = { c: 1, w: 2, b: 512, k: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Words that change nothing of what is found. */
const IDLE = /^-(?:a|and|depth|d|noleaf|print|print0|ls|true|warn|nowarn|P)$/;

/** `at`: now, in milliseconds since 1970. `changed`: when the file of `-newer` was changed. Undefined: no `find` that deletes. */
export function findWords(
  argv: readonly string[],
  at: number,
  changed: (file: string) => number | undefined,
): FindWords | undefined {
  if (!/^g?find$/.test(path.basename(argv[0] ?? ''))) return undefined;
  const links = /^-[PHL]$/.test(argv[1] ?? '') ? argv[1] : '-P';
  const follows = links === '-L' ? 'all' : links === '-H' ? 'named' : 'none';
  const words = argv.slice(links === argv[1] ? 2 : 1);
  const first = words.findIndex((word) => /^[-(!]/.test(word));
  const starts = first < 0 ? words : words.slice(0, first);
  const tests: Test[] = [];
  let [least, most, certain, action, nulls] = [0, Infinity, true, 'names' as FindWords['action'], false];
  let not = false;
  const add = (test: Test | undefined): void => {
    const negated = not;
    not = false;
    if (test === undefined) certain = false;
    else tests.push(negated ? (found, folders) => !test(found, folders) : test);
  };
  loop: for (let n = first < 0 ? words.length : first; n < words.length; n += 1) {
    const word = words[n] ?? '';
    switch (word) {
      case '!':
      case '-not':
        not = !not;
        break;
      case '-name':
      case '-iname':
        add(named(words[++n] ?? '', word === '-iname', ({ name }) => name));
        break;
      case '-path':
      case '-wholename':
        add(named(words[++n] ?? '', false, ({ printed }) => printed));
        break;
      case '-type':
        add(typed(words[++n] ?? ''));
        break;
      case '-size':
        add(sized(words[++n] ?? ''));
        break;
      case '-mtime':
        add(compared(words[++n] ?? '', ({ entry }) => Math.floor((at - entry.changed) / DAY)));
        break;
      case '-mmin':
        add(minutes(words[++n] ?? '', ({ entry }) => (at - entry.changed) / 60_000));
        break;
      case '-newer': {
        const than = changed(words[++n] ?? '');
        add(than === undefined ? undefined : ({ entry }) => entry.changed > than);
        break;
      }
      case '-empty':
        add(({ entry }, folders) =>
          entry.type === 'directory' ? !folders.has(entry.path) : entry.type === 'file' && entry.size === 0,
        );
        break;
      case '-maxdepth':
        most = Number(words[++n]);
        break;
      case '-mindepth':
        least = Number(words[++n]);
        break;
      case '-delete':
        if (words.slice(n + 1).some(isMore)) return everything(starts, most, nulls, follows);
        action = 'files';
        break loop;
      case '-exec':
      case '-execdir': {
        const end = words.findIndex((one, index) => index > n && (one === ';' || one === '+'));
        const [program = '', ...own] = words.slice(n + 1, end < 0 ? undefined : end);
        if (!/^(?:rm|unlink)$/.test(path.basename(program)) || own.at(-1) !== '{}') return undefined;
        if (words.slice(end + 1).some(isMore)) return everything(starts, most, nulls, follows);
        action = isDeep(own) ? 'tree' : 'files';
        if (own.some((one) => /^-\w*[iI]|^--(?:interactive|one)/.test(one))) certain = false;
        break loop;
      }
      default:
        nulls ||= word === '-print0';
        if (IDLE.test(word)) break;
        if (/^(?:-o|-or|\(|\)|,|-prune)$/.test(word)) return everything(starts, most, nulls, follows);
        certain = false;
        if (n + 1 < words.length && !/^[-(!]/.test(words[n + 1] ?? '')) n += 1;
    }
  }
  if (Number.isNaN(least + most)) certain = false;
  return { starts: starts.length === 0 ? ['.'] : starts, tests, least, most, action, nulls, follows, certain };
}

/** Whether a word begins an alternative, or another action, that may take more. */
function isMore(word: string): boolean {
  return /^(?:-o|-or|,|-delete|-exec\w*|-ok\w*)$/.test(word);
}

/** Alternatives, brackets, pruning, several actions: whatever is taken is among all that is there. */
function everything(starts: readonly string[], most: number, nulls: boolean, follows: FindWords['follows']): FindWords {
  return { starts, tests: [], least: 0, most, action: 'tree', nulls, follows, certain: false };
}

/** Whether `rm` is told to take folders too. */
export function isDeep(words: readonly string[]): boolean {
  return words.some((word) => /^-\w*[rR]|^--rec/.test(word) && !word.startsWith('--no'));
}

function named(pattern: string, anyCase: boolean, of: (found: Found) => string): Test | undefined {
  // Classes of letters have other cases than letters have.
  if (anyCase && pattern.includes('[')) return undefined;
  const fold = (text: string): string => (anyCase ? text.toLowerCase() : text);
  const { matches } = segmentPattern(fold(pattern), 'hidden-too');
  return (found) => matches(fold(of(found)));
}

function typed(letters: string): Test | undefined {
  const types = letters.split(',').map((letter) => TYPES[letter]);
  return types.includes(undefined) ? undefined : ({ entry }) => types.includes(entry.type);
}

function sized(text: string): Test | undefined {
  const [, number = '', letter = 'b'] = /^([+-]?\d+)([cwbkMG]?)$/.exec(text) ?? [];
  const unit = UNITS[letter === '' ? 'b' : letter];
  return unit === undefined ? undefined : compared(number, ({ entry }) => Math.ceil(entry.size / unit));
}

/** Days are counted whole, minutes with their parts: `n` is the minute that ends then. */
function minutes(text: string, of: (found: Found) => number): Test | undefined {
  return compared(text, (found) => (text.startsWith('-') || text.startsWith('+') ? of(found) : Math.ceil(of(found))));
}

/** `+n` more, `-n` less, `n` exactly. `-0` is up to the clock's grain. */
function compared(text: string, of: (found: Found) => number): Test | undefined {
  const [, sign = '', digits = ''] = /^([+-]?)(\d+)$/.exec(text) ?? [];
  const wanted = Number(digits);
  if (digits === '' || (sign === '-' && wanted === 0)) return undefined;
  if (sign === '+') return (found) => of(found) > wanted;
  return sign === '-' ? (found) => of(found) < wanted : (found) => of(found) === wanted;
}
