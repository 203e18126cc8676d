import fs from 'node:fs';
import path from 'node:path';
import type { Budget } from '../files/budget.ts';
import { entryNow } from '../files/disk.ts';
import { boundedFile } from '../boundedFile.ts';
import { discardOf, EVERYTHING } from './discard.ts';
import type { Repository } from './gitCommand.ts';
import { gitFolders } from './gitFolders.ts';
import { readIndex } from './gitIndex.ts';
import type { GitWords } from './gitWords.ts';
import { readTree } from './listings.ts';
import { uncommitted } from './uncommitted.ts';

/** Work trees that are looked at one by one. */
const MOST_TREES = 100;

/**
 * Whether git will refuse the whole command: a path is nothing to it, another work tree has the branch, or the one that is to
 * go is the main one, is locked or holds work.
 */
export async function isRefused(words: GitWords, repository: Repository, budget: Budget): Promise<boolean> {
  const { name, flags, values, operands } = words;
  switch (name) {
    case 'checkout':
    case 'switch': {
      if (discardOf(words).paths) return !(await knowsAll(words, repository, budget));
      if (flags.has('ignore-other-worktrees') || flags.has('detach')) return false;
      const branch = values.get('B')?.at(-1) ?? values.get('force-create')?.at(-1) ?? operands[0];
      return branch !== undefined && (await isElsewhereOut(branch, repository));
    }
    case 'restore':
    case 'submodule deinit':
      return !(await knowsAll(words, repository, budget));
    case 'worktree remove': {
      const folders = await gitFolders(repository.root);
      const own = folders?.own;
      // The main one is never removed.
      if (own !== undefined && own === folders?.common) return true;
      const locked = own !== undefined && typeof entryNow(path.join(own, 'locked')) === 'object';
      if (locked) return (flags.get('force') ?? 0) < 2;
      if (flags.has('force')) return false;
      const all = await uncommitted(repository, [], EVERYTHING, budget);
      return !all.known || [...all.states.values()].some((state) => state !== 'ignored');
    }
    default:
      return false;
  }
}

/** Whether each path is something to git: one that is not, and nothing is put back. */
async function knowsAll(words: GitWords, repository: Repository, { signal }: Budget): Promise<boolean> {
  const { name, folder, operands, after } = words;
  const { from } = discardOf(words);
  const named = [...(name === 'checkout' && from !== undefined ? operands.slice(1) : operands), ...(after ?? [])];
  const places = named
    .filter((word) => !/[*?[]|^:/.test(word))
    .map((word) => path.relative(repository.root, path.resolve(folder, word)));
  if (places.includes('') || places.length === 0) return true;
  const tree = from === undefined ? undefined : await readTree(repository, from, places, signal);
  // `checkout COMMIT -- PATH` asks the commit alone, `restore` the index too.
  const index = name === 'checkout' && tree !== undefined ? undefined : await readIndex(repository, places, signal);
  if (tree?.ok === false || index?.ok === false) return false;
  const known = [...(tree?.found.keys() ?? []), ...(index?.found.entries.map((entry) => entry.path) ?? [])];
  return places.every((place) => known.some((one) => one === place || one.startsWith(`${place}/`)));
}

/** Whether another user owns it: git then refuses, unless the person has told it not to (`safe.directory`). */
export function isForeign({ root }: Repository): boolean {
  const own = process.getuid?.();
  const owners = [root, path.join(root, '.git')].map(ownerOf);
  return own !== undefined && owners.some((owner) => owner !== undefined && owner !== own);
}

function ownerOf(place: string): number | undefined {
  try {
    return fs.statSync(place).uid;
  } catch {
    return undefined;
  }
}

/** Whether another work tree of the repository has the branch checked out. */
export async function isElsewhereOut(branch: string, repository: Repository): Promise<boolean> {
  const folders = await gitFolders(repository.root);
  if (folders === undefined) return false;
  const { own, common } = folders;
  const linked = await fs.promises.readdir(path.join(common, 'worktrees')).catch(() => []);
  const trees = [common, ...linked.slice(0, MOST_TREES).map((name) => path.join(common, 'worktrees', name))];
  for (const tree of trees.filter((one) => one !== own)) {
    const head = await boundedFile(path.join(tree, 'HEAD'), 4_096);
    if (head.ok && head.bytes.toString('utf8').trim() === `ref: refs/heads/${branch}`) return true;
  }
  return false;
}
