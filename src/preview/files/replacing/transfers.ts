import fs from 'node:fs';
import path from 'node:path';
import type { EffectObject } from '../../../effect/object.ts';
import { globFolder } from '../../../effect/path.ts';
import type { Remark } from '../../preview.ts';
import { commandWords, type CommandWords } from '../../commandWords.ts';
import type { Budget } from '../budget.ts';
import { entryNow, realPlace, type Entry } from '../disk.ts';
import { walk } from '../walk.ts';
import { isFolder, otherNames, resolved, sameBytes, standing, type ByteBudget, type Placed } from './places.ts';
import type { Replacing } from './replacing.ts';

const COMMON =
  'b,backup? f,force i,interactive n,no-clobber S,suffix= t,target-directory= T,no-target-directory u,update? v,verbose';

const SPECS: Readonly<Record<string, string>> = {
  cp: `${COMMON} a,archive l,link H L,dereference P,no-dereference d p preserve? parents no-preserve= R,recursive,r reflink? remove-destination strip-trailing-slashes s,symbolic-link x,one-file-system`,
  mv: `${COMMON} strip-trailing-slashes`,
  install:
    'b,backup? C,compare D g,group= m,mode= o,owner= p,preserve-timestamps s,strip S,suffix= t,target-directory= T,no-target-directory v,verbose',
  ln: 'b,backup? f,force i,interactive L,logical n,no-dereference P,physical r,relative s,symbolic S,suffix= t,target-directory= T,no-target-directory v,verbose',
};

/** What `cp`, `mv`, `install` and `ln` put in place of something. Undefined: not one of them, or nothing is placed. */
export async function transferReplaces(
  argv: readonly string[],
  cwd: string,
  wanted: EffectObject,
  budget: Budget,
): Promise<Replacing | undefined> {
  const name = path.basename(argv[0] ?? '').replace(/^g(?=cp$|mv$|ln$|install$)/, '');
  const spec = SPECS[name];
  if (spec === undefined) return undefined;
  const words = commandWords(spec, argv.slice(1));
  const pairs = await pairsOf(name, words, cwd);
  const nothing = { entries: [], by: new Map<string, string>(), complete: true, certain: words.certain, notes: [] };
  if (pairs === 'refused') return nothing;
  // What a pattern is put into a folder as goes by the folder and the pattern.
  const place = wanted.type === 'glob' ? globFolder(wanted.name) : wanted.name;
  // A slash at the end makes a folder of the last word for the reader, whatever the command makes of it.
  const own = pairs?.filter(({ source, target, named }) =>
    [target, named, path.join(named, path.basename(source))].includes(place),
  );
  if (own === undefined || own.length === 0) return undefined;

  const found: Found = {
    entries: [],
    by: new Map(),
    notes: [],
    complete: true,
    unsure: false,
    bytes: { bytes: 16 * 1024 * 1024 },
    placed: new Set(),
    folders: new Set(),
  };
  // What has gone with its folder is not there to be moved.
  const sources = new Set((pairs ?? []).map(({ source }) => source));
  if (name === 'mv') found.unsure = [...sources].some((one) => isBelow(one, sources));
  for (const pair of own) await addPair(name, words, pair, budget, found);
  const { flags, values } = words;
  const certain =
    words.certain &&
    !found.unsure &&
    !flags.has('interactive') &&
    // A link is not put in place of a file, unless it is told to.
    !flags.has('link') &&
    !(flags.has('symbolic-link') && name === 'cp') &&
    !values.has('update') &&
    !(flags.has('force') && flags.has('no-clobber'));
  return { entries: found.entries, by: found.by, complete: found.complete, certain, notes: found.notes };
}

/** Whether a folder above it is one of them. */
function isBelow(place: string, folders: ReadonlySet<string>): boolean {
  const above = path.dirname(place);
  return above !== place && (folders.has(above) || isBelow(above, folders));
}

interface Pair {
  /** The source as it is written: what a symbolic link says. */
  readonly word: string;
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
  /** How it goes on is the program's own affair: a folder is put into itself. */
  unsure: boolean;
  readonly bytes: ByteBudget;
  /** Where something has come already. */
  readonly placed: Set<string>;
  /** Device and number of each folder that was copied. */
  readonly folders: Set<string>;
}

async function pairsOf(
  name: string,
  words: CommandWords,
  cwd: string,
): Promise<readonly Pair[] | 'refused' | undefined> {
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
  const link =
    name === 'ln' && flags.has('no-dereference') && !last.endsWith('/') && (await entryType(named)) === 'link';
  const into = !flags.has('no-target-directory') && !link && (given !== undefined || alone || (await isFolder(named)));
  // Several go into a folder, or nowhere; and with a slash at its end the last word names a folder, or nothing.
  if (!into && sources.length > 1) return 'refused';
  if (last.endsWith('/') && (await entryType(named)) !== undefined && !(await isFolder(named))) return 'refused';
  const placed = (word: string, own: string): string =>
    !into ? named : path.join(named, flags.has('parents') ? word.replace(/^\/+/, '') : own);
  return sources.map((word) => {
    const source = resolved(word, cwd);
    // `tree/.` are the contents of `tree`: they go into the folder itself.
    const own = path.basename(word);
    return { word, source, through: /\/\.?$/.test(word), target: placed(word, own), named };
  });
}

async function entryType(name: string): Promise<Entry['type'] | undefined> {
  const entry = entryNow(name);
  return typeof entry === 'string' ? undefined : entry.type;
}

async function addPair(name: string, words: CommandWords, pair: Pair, budget: Budget, found: Found): Promise<void> {
  const { flags } = words;
  if (name === 'ln') {
    // A name is not linked to itself, unless it is a link already: then another one stands there, if it is another.
    const end = flags.has('symbolic')
      ? await fs.promises.realpath(pair.source).catch(() => undefined)
      : await realPlace(pair.source);
    const same = end !== undefined && end === (await realPlace(pair.target));
    const old = flags.has('symbolic') ? await fs.promises.readlink(pair.target).catch(() => undefined) : undefined;
    const differs = old === undefined ? !same : old !== pair.word;
    if (flags.has('force') && differs)
      await addOne({ target: pair.target, follows: false }, undefined, words, budget, found);
    return;
  }
  const place = pair.through
    ? await fs.promises.realpath(pair.source).catch(() => undefined)
    : await realPlace(pair.source);
  const named = entryNow(place ?? pair.source);
  const archive = flags.has('archive') || flags.has('d') || flags.has('no-dereference');
  const deep = flags.has('recursive') || flags.has('archive');
  // A link is taken for what it names, but not as a part of a tree.
  const followed = flags.has('dereference') || flags.has('H');
  if (archive && followed) found.unsure = true;
  const through = name === 'install' || (name === 'cp' && !archive && (!deep || followed));
  const isLink = typeof named === 'object' && named.type === 'link';
  // `install` removes what it then wants to read; `mv` refuses to put a link in place of what it names.
  const lost = name === 'install' ? place : await fs.promises.realpath(pair.source).catch(() => undefined);
  if (isLink && name !== 'cp' && lost !== undefined && lost === (await realPlace(pair.target))) found.unsure = true;
  const source = isLink && through ? await behind(pair.source) : named;
  const follows = name === 'cp' && !flags.has('remove-destination');
  if (named === 'absent') {
    // An earlier step makes it, or the command fails: `jq … > new.json && mv new.json old.json`.
    const before = found.entries.length;
    await addOne({ target: pair.target, follows }, undefined, words, budget, found);
    if (found.entries.length > before) found.unsure = true;
    return;
  }
  if (source === 'absent' || source === 'error') {
    if (source === 'error') found.complete = false;
    return;
  }
  if (source.type !== 'directory') {
    const placed = { source: source.path, target: pair.target, follows: follows && source.type !== 'link' };
    await addOne(placed, source, words, budget, found);
    return;
  }
  if (pair.target.startsWith(`${source.path}/`)) found.unsure = true;
  // A folder is moved onto an empty one only, and copied only when it is told to.
  if (name !== 'cp' || !deep) return;
  // The same folder again is left out, or copied, as the names of both fall.
  const key = `${source.device} ${source.inode}`;
  if (found.folders.has(key)) found.unsure = true;
  found.folders.add(key);
  const inside = await walk(source, budget, () => undefined);
  found.complete &&= inside.complete;
  /** Folders that cannot come: something else bears their name. */
  const barred: string[] = [];
  for (const entry of inside.entries) {
    const target = path.join(pair.target, path.relative(source.path, entry.path));
    if (barred.some((one) => target.startsWith(`${one}/`))) continue;
    if (entry.type === 'directory') {
      const there = entryNow(target);
      const own = entry === source && (await isFolder(target));
      if (there === 'error') found.complete = false;
      else if (there !== 'absent' && there.type !== 'directory' && !own) barred.push(target);
      continue;
    }
    if (entry.type === 'link' && flags.has('dereference')) found.complete = false;
    const placed = { source: entry.path, target, follows: follows && entry.type !== 'link' };
    await addOne(placed, entry, words, budget, found);
  }
}

async function behind(link: string): Promise<Entry | 'absent' | 'error'> {
  const place = await fs.promises.realpath(link).catch(() => undefined);
  return place === undefined ? 'absent' : entryNow(place);
}

async function addOne(
  placed: Placed,
  source: Entry | undefined,
  { flags, values }: CommandWords,
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
  // What is written to a pipe or a device replaces nothing.
  if (placed.follows && there.type === 'special') return;
  if (flags.has('no-clobber')) return;
  // What the same command has just put there it does not replace.
  if (found.placed.has(there.path)) return;
  if (source !== undefined) {
    if (there.inode === source.inode && there.device === source.device) return;
    if (flags.has('update') && source.changed <= there.changed) return;
  }
  found.placed.add(there.path);
  const kept = backupOf(there.path, flags, values);
  if (kept !== undefined) return addBackup(there, kept, found);
  if (source !== undefined && (await sameBytes(source, there, found.bytes))) return;
  if (placed.follows && there.names > 1) found.notes.push(otherNames(there));
  found.entries.push(there);
  if (placed.source !== undefined && source?.type === 'file') found.by.set(there.path, placed.source);
}

/** Where the old content is kept. Undefined: nowhere; `numbered`: under a name of its own. */
function backupOf(
  file: string,
  flags: CommandWords['flags'],
  values: CommandWords['values'],
): { readonly path: string } | 'numbered' | undefined {
  const how = values.get('backup')?.at(-1);
  const suffix = values.get('suffix')?.at(-1);
  if (!flags.has('backup') && how === undefined && suffix === undefined) return undefined;
  if (how !== undefined && /^(?:none|off)$/.test(how)) return undefined;
  return how !== undefined && /^(?:t|numbered)$/.test(how) ? 'numbered' : { path: file + (suffix ?? '~') };
}

/** The old content is kept; what was kept there before is not. */
function addBackup(there: Entry, kept: { readonly path: string } | 'numbered', found: Found): void {
  found.notes.push({ code: 'note.backup-kept', values: { path: there.path } });
  // Without a word on it the name is counted up where the folder has such names already.
  if (kept === 'numbered' || entryNow(`${there.path}.~1~`) !== 'absent') return;
  const before = entryNow(kept.path);
  if (before === 'error') found.complete = false;
  else if (before !== 'absent' && before.type !== 'directory') found.entries.push(before);
}
