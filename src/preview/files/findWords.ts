import path from 'node:path';
import { compared, minutes, named, sized, typed, type Test } from './findTests.ts';
import type { FindNode } from './findTree.ts';

/** What `find` is told, where it takes something or hands names on. */
export interface FindWords {
  readonly starts: readonly string[];
  readonly tree: FindNode;
  readonly least: number;
  readonly most: number;
  /** `itself`: it deletes, or has `rm` do it. `names`: the names go to another program. */
  readonly action: 'itself' | 'names';
  /** The names end with NULs. */
  readonly nulls: boolean;
  /** Folders come after what is in them: nothing is pruned then. */
  readonly depthFirst: boolean;
  /** It prunes and deletes and is not told to go depth first: GNU `find` refuses that and does nothing, others do not prune. */
  readonly refused: boolean;
  /** Links are followed: those that are named, or all. */
  readonly follows: 'none' | 'named' | 'all';
  /** False: more is asked than is understood here; fewer are found. */
  readonly certain: boolean;
}

const DAY = 86_400_000;

/** Words that change nothing of what is found. */
const IDLE = /^-(?:noleaf|ls|true|warn|nowarn|P)$/;

const YES: FindNode = { is: 'test', test: () => true };
const UNCLEAR: FindNode = { is: 'test' };

/** What the words are read into, besides the tree. */
interface Told {
  least: number;
  most: number;
  nulls: boolean;
  /** What it is told in words of their own. */
  depth: boolean;
  prunes: boolean;
  deletes: boolean;
  certain: boolean;
  takes: number;
  /** Where names are printed, by a word of its own. */
  prints: number;
}

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
  const begin = words.findIndex((word) => /^[-(!]/.test(word));
  const starts = begin < 0 ? words : words.slice(0, begin);
  let n = begin < 0 ? words.length : begin;
  const told: Told = {
    least: 0,
    most: Infinity,
    nulls: false,
    depth: false,
    prunes: false,
    deletes: false,
    certain: true,
    takes: 0,
    prints: 0,
  };
  const printing = !words.some((word) => /^-(?:delete|exec\w*|ok\w*)$/.test(word));
  const parsed = either();
  if (n < words.length) told.certain = false;
  if (told.takes === 0 && !printing) return undefined;
  // Names that no word prints are printed at the end.
  const tree: FindNode = printing && told.prints === 0 ? { is: 'and', of: [parsed, take(false)] } : parsed;
  if (Number.isNaN(told.least + told.most)) told.certain = false;
  const { least, most, nulls, depth, prunes, deletes, certain } = told;
  return {
    starts: starts.length === 0 ? ['.'] : starts,
    tree,
    least,
    most,
    action: printing ? 'names' : 'itself',
    nulls,
    depthFirst: depth || deletes,
    refused: prunes && deletes && !depth,
    follows,
    certain,
  };

  function next(): string {
    const word = words[n] ?? '';
    n += 1;
    return word;
  }

  function either(): FindNode {
    const of = [both()];
    while (/^-(?:o|or)$/.test(words[n] ?? '')) {
      n += 1;
      of.push(both());
    }
    return of.length === 1 ? (of[0] ?? YES) : { is: 'or', of };
  }

  function both(): FindNode {
    const of: FindNode[] = [];
    while (n < words.length && !/^(?:-o|-or|\))$/.test(words[n] ?? '')) {
      if (/^-(?:a|and)$/.test(words[n] ?? '')) n += 1;
      else of.push(one());
    }
    return of.length === 1 ? (of[0] ?? YES) : { is: 'and', of };
  }

  function one(): FindNode {
    const word = next();
    switch (word) {
      case '!':
      case '-not':
        return { is: 'not', of: one() };
      case '(': {
        const inner = either();
        if (next() !== ')') told.certain = false;
        return inner;
      }
      case '-prune':
        told.prunes = true;
        return { is: 'prune' };
      case '-print':
      case '-print0':
        told.nulls ||= word === '-print0';
        told.prints += 1;
        return printing ? take(false) : YES;
      case '-depth':
      case '-d':
        told.depth = true;
        return YES;
      case '-maxdepth':
        told.most = Number(next());
        return YES;
      case '-mindepth':
        told.least = Number(next());
        return YES;
      case '-delete':
        told.deletes = true;
        return take(false);
      case '-exec':
      case '-execdir':
      case '-ok':
      case '-okdir':
        return run(word.startsWith('-ok'));
      default:
        return IDLE.test(word) ? YES : asked(word);
    }
  }

  function take(deep: boolean, asks = false): FindNode {
    told.takes += 1;
    return { is: 'take', deep, asks };
  }

  /** A program that is run for what is found: `rm` takes it, another may say yes or no. */
  function run(asks: boolean): FindNode {
    const end = words.findIndex((word, index) => index >= n && (word === ';' || word === '+'));
    const [program = '', ...own] = words.slice(n, end < 0 ? undefined : end);
    n = end < 0 ? words.length : end + 1;
    if (!/^(?:rm|unlink)$/.test(path.basename(program))) return UNCLEAR;
    const plain = own.at(-1) === '{}' && own.slice(0, -1).every((word) => word.startsWith('-'));
    // What it takes besides is not looked at.
    if (!plain) told.certain = false;
    return take(isDeep(own), asks || own.some((word) => /^-\w*[iI]|^--(?:interactive|one)/.test(word)));
  }

  function asked(word: string): FindNode {
    const test = testOf(word);
    if (test !== 'unknown') return test === undefined ? UNCLEAR : { is: 'test', test };
    if (n < words.length && !/^[-(!)]/.test(words[n] ?? '')) n += 1;
    return UNCLEAR;
  }

  function testOf(word: string): Test | 'unknown' | undefined {
    switch (word) {
      case '-name':
      case '-iname':
        return named(next(), word === '-iname', ({ name }) => name);
      case '-path':
      case '-wholename':
        return named(next(), false, ({ printed }) => printed);
      case '-type':
        return typed(next());
      case '-size':
        return sized(next());
      case '-mtime':
        return compared(next(), ({ entry }) => Math.floor((at - entry.changed) / DAY));
      case '-mmin':
        return minutes(next(), ({ entry }) => (at - entry.changed) / 60_000);
      case '-newer': {
        const than = changed(next());
        return than === undefined ? undefined : ({ entry }) => entry.changed > than;
      }
      case '-empty':
        return ({ entry }, folders) =>
          entry.type === 'directory' ? !folders.has(entry.path) : entry.type === 'file' && entry.size === 0;
      default:
        return 'unknown';
    }
  }
}

/** Whether `rm` is told to take folders too. */
export function isDeep(words: readonly string[]): boolean {
  return words.some((word) => /^-\w*[rR]|^--rec/.test(word) && !word.startsWith('--no'));
}
