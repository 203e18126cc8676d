import fs from 'node:fs';
import path from 'node:path';
import type { Remark } from '../../preview.ts';
import { commandWords, type CommandWords } from '../../commandWords.ts';
import type { Budget } from '../budget.ts';
import { entryNow, realPlace, type Entry } from '../disk.ts';
import { walk } from '../walk.ts';
import { isFolder, resolved, sameBytes, standing, type ByteBudget, type Placed } from './places.ts';
import type { Replacing } from './replacing.ts';

const COMMON =
  'b,backup? f,force i,interactive n,no-clobber S,suffix= t,target-directory= T,no-target-directory u,update? v,verbose';

const SPECS: Readonly<Record<string, string>> = {
  cp: `${COMMON} a,archive l,link H L,dereference P,no-dereference d p preserve? no-preserve= R,recursive,r reflink? remove-destination strip-trailing-slashes s,symbolic-link x,one-file-system`,
  mv: `${COMMON} strip-trailing-slashes`,
  install:
    'b,backup? C,compare D g,group= m,mode= o,owner= p,preserve-timestamps s,strip S,suffix= t,target-directory= T,no-target-directory v,verbose',
  ln: 'b,backup? f,force i,interactive L,logical n,no-dereference P,physical r,relative s,symbolic S,suffix= t,target-directory= T,no-target-directory v,verbose',
};

/** What `cp`, `mv`, `install` and `ln` put in place of something. Undefined: not one of them, or nothing is placed. */
export async function transferReplaces(
  argv: readonly string[],
  cwd: string,
  wanted: string,
  budget: Budget,
): Promise<Replacing | undefined> {
  const name = path.basename(argv[0] ?? '').replace(/^g(?=cp$|mv$|ln$|install$)/, '');
  const spec = SPECS[name];
  if (spec === undefined) return undefined;
  const words = commandWords(spec, argv.slice(1));
  const pairs = await pairsOf(name, words, cwd);
  const own = pairs?.filter(({ target, named }) => target === wanted || named === wanted);
  if (own === undefined || own.length === 0) return undefined;

  const found: Found = { entries: [], by: new Map(), notes: [], complete: true, bytes: { bytes: 16 * 1024 * 1024 } };
  for (const pair of own) await addPair(name, words, pair, budget, found);
  const { flags, values } = words;
  const certain =
    words.certain &&
    !flags.has('interactive') &&
    !values.has('update') &&
    !(flags.has('force') && flags.has('no-clobber'));
  return { entries: found.entries, by: found.by, complete: found.complete, certain, notes: found.notes };
}

interface Pair {
  readonly source: string;
  /** A link at the source is followed: a slash stands at its end. */
  readonly through: boolean;
  readonly target: string;
  /** The last word, by which the effect may go. */
  readonly named: string;
}

interface Found {
  readonly entries: Entry[];
  readonly by: Map<string, string>;
  readonly notes: Remark[];
  complete: boolean;
  readonly bytes: ByteBudget;
}

async function pairsOf(name: string, words: CommandWords, cwd: string): Promise<readonly Pair[] | undefined> {
  const { flags, values, operands, after = [] } = words;
  const all = [...operands, ...after];
  const given = values.get('target-directory')?.at(-1);
  // `ln TARGET` alone links into the folder it runs in.
  const alone = name === 'ln' && all.length === 1 && given === undefined;
  const last = given ?? (alone ? '.' : all.at(-1));
  const sources = given !== undefined || alone ? all : all.slice(0, -1);
  if (last === undefined || sources.length === 0) return undefined;
  const named = resolved(last, cwd);
  // `ln -n` takes a link to a folder for what it is.
  const link = name === 'ln' && flags.has('no-dereference') && (await entryType(named)) === 'link';
  const into = !flags.has('no-target-directory') && !link && (given !== undefined || alone || (await isFolder(named)));
  if (!into && sources.length > 1) return undefined;
  return sources.map((word) => {
    const source = resolved(word, cwd);
    // `tree/.` are the contents of `tree`: they go into the folder itself.
    const own = path.basename(word.replace(/\/+$/, ''));
    return { source, through: /\/\.?$/.test(word), target: into ? path.join(named, own) : named, named };
  });
}

async function entryType(name: string): Promise<Entry['type'] | undefined> {
  const entry = entryNow(name);
  return typeof entry === 'string' ? undefined : entry.type;
}

async function addPair(name: string, words: CommandWords, pair: Pair, budget: Budget, found: Found): Promise<void> {
  const { flags } = words;
  if (name === 'ln') {
    if (flags.has('force')) await addOne({ target: pair.target, follows: false }, undefined, words, budget, found);
    return;
  }
  const place = pair.through
    ? await fs.promises.realpath(pair.source).catch(() => undefined)
    : await realPlace(pair.source);
  const source = entryNow(place ?? pair.source);
  if (source === 'absent' || source === 'error') {
    // It comes from an earlier step, or the command fails.
    if (source === 'error') found.complete = false;
    return;
  }
  const archive = flags.has('archive') || flags.has('d') || flags.has('no-dereference');
  const follows = name === 'cp' && !flags.has('remove-destination') && !(archive && source.type === 'link');
  const folder = source.type === 'directory' || (source.type === 'link' && !archive && (await isFolder(pair.source)));
  if (!folder) {
    await addOne({ source: pair.source, target: pair.target, follows }, source, words, budget, found);
    return;
  }
  // A folder is moved onto an empty one only, and copied only when it is told to.
  if (name !== 'cp' || !(flags.has('recursive') || flags.has('archive'))) return;
  if (source.type === 'link') {
    found.complete = false;
    return;
  }
  const inside = await walk(source, budget, () => undefined);
  found.complete &&= inside.complete;
  for (const entry of inside.entries) {
    if (entry.type === 'directory') continue;
    const target = path.join(pair.target, path.relative(source.path, entry.path));
    const through = follows && entry.type !== 'link';
    await addOne({ source: entry.path, target, follows: through }, entry, words, budget, found);
  }
}

async function addOne(
  placed: Placed,
  source: Entry | undefined,
  { flags }: CommandWords,
  budget: Budget,
  found: Found,
): Promise<void> {
  if (!budget.take()) {
    found.complete = false;
    return;
  }
  const there = await standing(placed);
  if (there === 'error') found.complete = false;
  // A folder is never replaced by a file: the command fails.
  if (there === undefined || there === 'error' || there.type === 'directory') return;
  if (flags.has('no-clobber')) return;
  if (flags.has('backup')) {
    found.notes.push({ code: 'note.backup-kept', values: { path: there.path } });
    return;
  }
  if (source !== undefined) {
    if (there.inode === source.inode && there.device === source.device) return;
    if (flags.has('update') && source.changed <= there.changed) return;
    if (await sameBytes(source, there, found.bytes)) return;
  }
  found.entries.push(there);
  if (placed.source !== undefined) found.by.set(there.path, placed.source);
}
