import path from 'node:path';
import { openBreath } from '../files/breath.ts';
import type { Budget } from '../files/budget.ts';
import { entryNow, type Entry } from '../files/disk.ts';
import { walk } from '../files/walk.ts';
import type { FileChange, FileContent } from '../preview.ts';
import { compareContent, HASH_BYTES, type HashBudget } from './content.ts';
import { mayBeSame, type ChangedFile } from './conversions.ts';
import type { Discard } from './discard.ts';
import type { FileState } from './fileState.ts';
import type { Repository } from './gitCommand.ts';
import { readIndex } from './gitIndex.ts';
import type { IndexEntry } from './indexEntry.ts';
import { readHead, readOthers, readTree, type Paths } from './listings.ts';
import { objectOf, settings } from './refs.ts';

export interface Uncommitted {
  readonly entries: readonly Entry[];
  readonly states: ReadonlyMap<string, FileState>;
  /** Contents now and after, in the same order; at most `MOST_CHANGES`. */
  readonly changes: readonly FileChange[];
  /** Repositories of their own that go whole. */
  readonly nested: readonly string[];
  readonly complete: boolean;
  /** Git may refuse it all. */
  readonly refuses: boolean;
  /** Git converts what it compares, and may take some of them for unchanged. */
  readonly converts: boolean;
}

export type UncommittedAnswer =
  | ({ readonly known: true } & Uncommitted)
  | { readonly known: false; readonly why: string; readonly message: string };

const MOST_CHANGES = 100;

interface Found {
  readonly entries: Entry[];
  readonly states: Map<string, FileState>;
  readonly changes: FileChange[];
  readonly nested: string[];
  complete: boolean;
  refuses: boolean;
  converts: boolean;
}

/** Files whose uncommitted content the discard would take. */
export async function uncommitted(
  repository: Repository,
  paths: Paths,
  discard: Discard,
  budget: Budget,
): Promise<UncommittedAnswer> {
  const found: Found = {
    entries: [],
    states: new Map(),
    changes: [],
    nested: [],
    complete: true,
    refuses: false,
    converts: false,
  };
  const tracked = discard.modified || discard.staged !== 'none';
  const failed =
    (tracked ? await addTracked(repository, paths, discard, budget, found) : undefined) ??
    (await addOthers(repository, paths, discard, budget, found));
  return failed === undefined ? { known: true, ...found } : { known: false, ...failed };
}

type Failed = { readonly why: string; readonly message: string } | undefined;

function keep(found: Found, repository: Repository, entry: Entry, state: FileState, after: string | undefined): void {
  if (found.states.has(entry.path)) return;
  found.entries.push(entry);
  found.states.set(entry.path, state);
  if (found.changes.length >= MOST_CHANGES || entry.type !== 'file') return;
  const content: FileContent =
    after === undefined ? { from: 'nothing' } : { from: 'git', repository: repository.root, object: after };
  found.changes.push({ path: entry.path, before: { from: 'disk', path: entry.path }, after: content });
}

async function addTracked(
  repository: Repository,
  paths: Paths,
  discard: Discard,
  budget: Budget,
  found: Found,
): Promise<Failed> {
  const { signal } = budget;
  const [index, head, from] = await Promise.all([
    readIndex(repository, paths, signal),
    readHead(repository, paths, signal),
    discard.from === undefined || discard.from === 'HEAD'
      ? undefined
      : readTree(repository, discard.from, paths, signal),
  ]);
  if (!index.ok) return index;
  if (!head.ok) return head;
  if (from?.ok === false) return from;
  // No such commit: the word may be a path, and then the files come from the index.
  const named =
    from === undefined ||
    from.found.size > 0 ||
    (await objectOf(repository, discard.from ?? '', signal, 'tree')) !== undefined;
  if (!named) {
    found.complete = false;
    found.refuses = true;
  }
  const target = discard.from === 'HEAD' ? head.found : named ? from?.found : undefined;
  const hashes: HashBudget = { bytes: HASH_BYTES };
  const same = (entry: Entry, wanted: string | undefined): Promise<boolean> => sameAs(entry, wanted, hashes, signal);

  const changed: ChangedFile[] = [];
  const breath = openBreath();
  const blocked = openBlocked(repository.root);
  const sparse = (await settings(repository, 'core.sparseCheckout', signal)).at(-1) === 'true';
  const deep = discard.submodules ?? (await settings(repository, 'submodule.recurse', signal)).at(-1) === 'true';
  // Without a commit to take it from, an unmerged file is in nobody's way but git's.
  if (discard.paths && target === undefined && index.found.entries.some(({ stage }) => stage !== 0))
    found.refuses = true;
  for (const indexed of index.found.entries) {
    const place = path.join(repository.root, indexed.path);
    // A submodule is a repository of its own, and an unmerged file comes once a stage.
    if (indexed.mode === '160000') {
      if (deep || (discard.nested && typeof entryNow(path.join(place, '.git')) === 'object')) found.complete = false;
      continue;
    }
    if (indexed.stage !== 0 && found.states.has(place)) continue;
    const wanted = target?.get(indexed.path);
    // It stays, and where another one would have to come git refuses. With a sparse checkout what is there counts.
    if (indexed.skipped && discard.keepsSkipped && !(sparse && entryNow(place) !== 'absent')) {
      if (target !== undefined && wanted !== `${indexed.mode} ${indexed.object}` && entryNow(place) !== 'absent')
        found.refuses = true;
      continue;
    }
    // Taken from a commit path by path, a file that the commit has not stays.
    if (discard.staged === 'changed' && target !== undefined && wanted === undefined) continue;
    if (!budget.take()) {
      found.complete = false;
      return undefined;
    }
    const committed = head.found.get(indexed.path);
    const own = `${indexed.mode} ${indexed.object}`;
    const goes = discard.staged !== 'none' && committed !== own && wanted !== own && indexed.stage === 0;
    const after = (target === undefined ? (discard.staged === 'all' ? committed : own) : wanted)?.split(' ')[1];
    const turn = breath();
    if (turn !== undefined) await turn;
    const block = blocked(indexed.path);
    // A link or a file stands where its folder was: git takes that away to write it.
    if (block !== undefined && discard.modified && after !== undefined)
      keep(found, repository, block, 'untracked', undefined);
    const entry = block === undefined ? entryNow(place) : 'absent';
    if (entry === 'error') {
      found.complete = false;
      continue;
    }
    if (entry === 'absent' || entry.type === 'directory') {
      if (entry !== 'absent' && discard.modified && after !== undefined) await keepInside(entry);
      // Its content is only in the index: it goes with that.
      if (goes && entry === 'absent') keep(found, repository, onlyIndexed(place, indexed), 'staged', after);
      continue;
    }
    const content = await compareContent(entry, indexed, index.found.written, hashes, signal);
    if (content === 'unchecked') found.complete = false;
    // Of another size it has changed to git as well, without a look at what is in it.
    if (content === 'changed' && indexed.stage === 0 && (indexed.size === 0 || indexed.size === entry.size))
      changed.push({ place, name: indexed.path, object: indexed.object });
    if (content === 'changed' && discard.modified && !(await same(entry, wanted)))
      keep(found, repository, entry, 'modified', after);
    else if (content === 'same' ? goes : goes && !discard.modified) keep(found, repository, entry, 'staged', after);
  }
  found.converts = await mayBeSame(repository, changed, signal);
  if (target === undefined) return undefined;

  /** A folder stands where a file was: git takes it away with all that is in it. */
  async function keepInside(folder: Entry): Promise<void> {
    const inside = await walk(folder, budget, () => undefined);
    found.complete &&= inside.complete;
    for (const one of inside.entries)
      if (one.type !== 'directory') keep(found, repository, one, 'untracked', undefined);
  }

  const names = new Set(index.found.entries.map((entry) => entry.path));
  for (const [name, wanted] of target) {
    if (names.has(name) || wanted.startsWith('160000')) continue;
    if (!budget.take()) {
      found.complete = false;
      return undefined;
    }
    const entry = entryNow(path.join(repository.root, name));
    if (entry === 'error') found.complete = false;
    else if (entry !== 'absent' && entry.type !== 'directory' && !(await same(entry, wanted))) {
      if (discard.spares) found.refuses = true;
      keep(found, repository, entry, 'untracked', wanted.split(' ')[1]);
    }
  }
  return undefined;
}

/** What stands where a folder above a file should: a link or a file. Undefined: nothing does. */
function openBlocked(root: string): (name: string) => Entry | undefined {
  const known = new Map<string, Entry | undefined>([['', undefined]]);
  const blocked = (folder: string): Entry | undefined => {
    if (known.has(folder)) return known.get(folder);
    const above = blocked(folder.slice(0, Math.max(0, folder.lastIndexOf('/'))));
    const own = above === undefined ? entryNow(path.join(root, folder)) : above;
    const block = typeof own === 'string' || own.type === 'directory' ? undefined : own;
    known.set(folder, block);
    return block;
  };
  return (name) => blocked(name.slice(0, Math.max(0, name.lastIndexOf('/'))));
}

/** Whether the file's bytes are those of an object, `MODE ID`. */
async function sameAs(
  entry: Entry,
  wanted: string | undefined,
  hashes: HashBudget,
  signal: AbortSignal,
): Promise<boolean> {
  const [mode, object] = wanted?.split(' ') ?? [];
  if (mode === undefined || object === undefined) return false;
  const indexed: IndexEntry = {
    path: entry.path,
    mode,
    object,
    stage: 0,
    changed: -1,
    statusChanged: -1,
    inode: 0,
    size: -1,
    skipped: false,
  };
  return (await compareContent(entry, indexed, 0, hashes, signal)) === 'same';
}

function onlyIndexed(place: string, { size, changed, statusChanged, inode }: IndexEntry): Entry {
  return { path: place, type: 'special', size, changed, statusChanged, inode, device: 0, names: 1 };
}

async function addOthers(
  repository: Repository,
  paths: Paths,
  discard: Discard,
  budget: Budget,
  found: Found,
): Promise<Failed> {
  const { untracked, ignored, patterns } = discard;
  if (untracked === 'none' && ignored === 'none') return undefined;
  // With a path named, git looks into folders anyway.
  const folders = untracked === 'files' && paths.length === 0;
  const read = (which: boolean | 'any'): ReturnType<typeof readOthers> =>
    readOthers(repository, paths, which, folders, budget.signal, patterns);
  const plain = await read(false);
  if (!plain.ok) return plain;
  if (ignored !== 'only') {
    for (const name of plain.found) if (!(await addOther(name, 'untracked'))) return undefined;
  }
  if (ignored === 'none') return undefined;
  // `-x` asks nobody but its own patterns; `-X` takes them for ignored, too.
  const others = await read(ignored === 'only' ? true : 'any');
  if (!others.ok) return others;
  for (const name of others.found) {
    if (!plain.found.has(name) && !(await addOther(name, 'ignored'))) return undefined;
  }
  return undefined;

  async function addOther(name: string, state: FileState): Promise<boolean> {
    if (!budget.take()) {
      found.complete = false;
      return false;
    }
    // A folder has a slash at its end.
    const place = path.resolve(repository.root, name);
    const entry = entryNow(place);
    if (entry === 'error') found.complete = false;
    if (entry === 'absent' || entry === 'error') return true;
    if (entry.type !== 'directory') {
      keep(found, repository, entry, state, undefined);
      return true;
    }
    // A folder is a repository of its own, or one that a clean without -d leaves.
    if (!discard.nested || typeof entryNow(path.join(place, '.git')) === 'string') return true;
    found.nested.push(place);
    const inside = await walk(entry, budget, () => undefined);
    found.complete &&= inside.complete;
    for (const one of inside.entries) {
      if (one.type !== 'directory' && !/\/\.git(\/|$)/.test(one.path)) keep(found, repository, one, state, undefined);
    }
    return true;
  }
}
