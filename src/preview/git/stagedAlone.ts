import fs from 'node:fs';
import path from 'node:path';
import type { Effect } from '../../effect/effect.ts';
import type { Budget } from '../files/budget.ts';
import { entryNow } from '../files/disk.ts';
import type { FileChange, FileContent, PreviewEntry, Remark } from '../preview.ts';
import { compareContent, HASH_BYTES, type HashBudget } from './content.ts';
import type { Repository } from './gitCommand.ts';
import { readIndex } from './gitIndex.ts';
import type { IndexEntry } from './indexEntry.ts';
import type { GitWords } from './gitWords.ts';
import { SAMPLE } from './history.ts';
import { readHead, readTree, type Paths } from './listings.ts';
import { objectOf } from './refs.ts';

/** What a command takes out of the index without a look at the work tree. */
export interface Unstaging {
  /** The commit whose files come in its place; undefined: none do. */
  readonly from: string | undefined;
  /** As they stand in the command; none: all. */
  readonly paths: readonly string[];
  /** The first of them may be a commit instead. */
  readonly unclear: boolean;
}

/** Undefined: the command leaves the index alone, or throws away what is on disk as well, which is counted with that. */
export function unstagingOf({ name, flags, values, operands, after }: GitWords): Unstaging | undefined {
  switch (name) {
    case 'reset': {
      if (['hard', 'soft', 'merge', 'keep', 'patch'].some((flag) => flags.has(flag))) return undefined;
      if (after === undefined) return { from: 'HEAD', paths: operands, unclear: true };
      return { from: operands[0] ?? 'HEAD', paths: after, unclear: false };
    }
    case 'restore':
      if (!flags.has('staged') || flags.has('worktree') || flags.has('patch')) return undefined;
      return { from: values.get('source')?.at(-1) ?? 'HEAD', paths: [...operands, ...(after ?? [])], unclear: false };
    case 'rm':
      // Without --force git refuses where the content would be nowhere else.
      if (!flags.has('cached') || !flags.has('force') || flags.has('dry-run')) return undefined;
      return { from: undefined, paths: [...operands, ...(after ?? [])], unclear: false };
    default:
      return undefined;
  }
}

/** The empty blob, by either hash: what is added by intent alone has it. */
const EMPTY: ReadonlySet<string> = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]);

const MOST_LISTED = 1_000;
const MOST_CHANGES = 100;

/** Files that the command to bring them back is shown with. */
const MOST_RESTORED = 5;

/**
 * Staged content that is in no commit and, since the file was changed again or is gone, not on disk: once it has left the
 * index only `git fsck` finds it. Undefined: there is none, or git could not say.
 */
export async function stagedAloneEntry(
  { object }: Effect,
  words: GitWords,
  exact: boolean,
  repository: Repository,
  budget: Budget,
): Promise<PreviewEntry | undefined> {
  const unstaging = unstagingOf(words);
  if (unstaging === undefined) return undefined;
  const { from, paths: named } = await settled(unstaging, repository, budget.signal);
  const pattern = named.some((word) => /[*?[]|^:/.test(word));
  const paths = pattern ? [] : await relative(named, words.folder, repository);
  const [index, head, to] = await Promise.all([
    readIndex(repository, paths, budget.signal),
    readHead(repository, paths, budget.signal),
    from === undefined || from === 'HEAD' ? undefined : readTree(repository, from, paths, budget.signal),
  ]);
  if (!index.ok || !head.ok || to?.ok === false) return undefined;
  const wanted = from === 'HEAD' ? head.found : to?.found;
  const hashes: HashBudget = { bytes: HASH_BYTES };
  const alone: IndexEntry[] = [];
  let complete = true;
  for (const indexed of index.found.entries) {
    const own = `${indexed.mode} ${indexed.object}`;
    if (indexed.stage !== 0 || indexed.mode === '160000' || EMPTY.has(indexed.object)) continue;
    if (head.found.get(indexed.path) === own || wanted?.get(indexed.path) === own) continue;
    if (!budget.take()) {
      complete = false;
      break;
    }
    const entry = entryNow(path.join(repository.root, indexed.path));
    const there = typeof entry === 'object' && entry.type !== 'directory';
    const content = there
      ? await compareContent(entry, indexed, index.found.written, hashes, budget.signal)
      : 'changed';
    if (content === 'unchecked') complete = false;
    if (content === 'changed') alone.push(indexed);
  }
  if (alone.length === 0) return undefined;
  const content = (blob: string | undefined): FileContent => {
    const id = blob?.split(' ')[1];
    return id === undefined ? { from: 'nothing' } : { from: 'git', repository: repository.root, object: id };
  };
  const all = alone.map((one) => ({ path: path.join(repository.root, one.path) }));
  const changes = alone.slice(0, MOST_CHANGES).map((one): FileChange => ({
    path: path.join(repository.root, one.path),
    before: content(`${one.mode} ${one.object}`),
    after: content(wanted?.get(one.path)),
  }));
  const sure = exact && words.certain && !pattern;
  const notes: readonly Remark[] = [
    { code: 'note.staged-alone', values: {} },
    ...(sure ? [] : [{ code: 'note.at-most', values: {} }]),
  ];
  return {
    object,
    verb: 'change',
    via: 'direct',
    count: { kind: sure ? (complete ? 'exact' : 'at-least') : 'estimate', value: alone.length },
    unit: 'files',
    undo: 'git',
    sample: all.slice(0, SAMPLE),
    ...(all.length > SAMPLE ? { all: all.slice(0, MOST_LISTED) } : {}),
    parts: [{ name: 'staged', count: alone.length, undo: 'git' }],
    notes,
    changes,
    ...(alone.length <= MOST_RESTORED ? { restore: backInto(alone, repository) } : {}),
  };
}

/** The first word of `git reset` is a commit where there is one of that name, else a path. */
async function settled(
  { from, paths, unclear }: Unstaging,
  repository: Repository,
  signal: AbortSignal,
): Promise<Pick<Unstaging, 'from' | 'paths'>> {
  const [first, ...others] = paths;
  if (!unclear || first === undefined) return { from, paths };
  const commit = await objectOf(repository, first, signal, 'tree');
  return commit === undefined ? { from, paths } : { from: commit, paths: others };
}

/** As git names them. None where one of them is the whole work tree, as when none is named. */
async function relative(named: readonly string[], folder: string, { root }: Repository): Promise<Paths> {
  const real = await fs.promises.realpath(folder).catch(() => folder);
  const paths = named.map((word) => path.relative(root, path.resolve(real, word)));
  return paths.includes('') ? [] : paths;
}

/** Git names the files from its root here, wherever the command runs. */
function backInto(alone: readonly IndexEntry[], { root }: Repository): readonly string[] {
  const files = alone.flatMap(({ mode, object, path: name }) => ['--cacheinfo', `${mode},${object},${name}`]);
  return ['git', '-C', root, 'update-index', '--add', ...files];
}
