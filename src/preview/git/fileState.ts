import fs from 'node:fs';
import path from 'node:path';
import { openBreath } from '../files/breath.ts';
import type { Entry } from '../files/disk.ts';
import { compareContent, HASH_BYTES } from './content.ts';
import type { Repository } from './gitCommand.ts';
import { readHead, readIndex, readOthers, type IndexEntry } from './gitIndex.ts';

/**
 * What git knows of a file on disk. `tracked`: equal to the index and HEAD. `staged`: equal to the index, not to HEAD.
 * `modified`: neither. `unchecked`: tracked, but not compared.
 */
export type FileState = 'tracked' | 'staged' | 'modified' | 'untracked' | 'ignored' | 'unchecked';

export type FileStates =
  | { readonly known: true; readonly states: ReadonlyMap<string, FileState> }
  | { readonly known: false; readonly why: string; readonly message: string };

/** Above this many targets the whole repository is asked for: an argument list has an end. */
const MOST_PATHS = 200;

/** States of the given entries (files, links, special files) of one repository, by absolute path. Never throws. */
export async function fileStates(
  repository: Repository,
  targets: readonly string[],
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<FileStates> {
  const relative = targets.map((target) => path.relative(repository.root, target));
  const paths = relative.includes('') || relative.length > MOST_PATHS ? [] : relative;
  const [index, head, ignored] = await Promise.all([
    readIndex(repository, paths, signal),
    readHead(repository, paths, signal),
    readOthers(repository, paths, true, false, signal),
  ]);
  for (const answer of [index, head, ignored]) {
    if (!answer.ok) return { known: false, why: answer.why, message: answer.message };
  }
  if (!index.ok || !head.ok || !ignored.ok) return { known: false, why: 'refused', message: '' };

  const indexed = new Map<string, IndexEntry>();
  const breath = openBreath();
  for (const entry of index.found) {
    await breath();
    indexed.set(entry.path, entry);
  }
  const written = await indexWritten(repository);
  const budget = { bytes: HASH_BYTES };
  const states = new Map<string, FileState>();
  for (const entry of entries) {
    await breath();
    const name = path.relative(repository.root, entry.path);
    const known = indexed.get(name);
    if (known === undefined) {
      states.set(entry.path, ignored.found.has(name) ? 'ignored' : 'untracked');
      continue;
    }
    const content = await compareContent(entry, known, written, budget, signal);
    const committed = head.found.get(name) === `${known.mode} ${known.object}`;
    states.set(entry.path, stateOf(content, committed));
  }
  return { known: true, states };
}

function stateOf(content: 'same' | 'changed' | 'unchecked', committed: boolean): FileState {
  switch (content) {
    case 'same':
      return committed ? 'tracked' : 'staged';
    case 'changed':
      return 'modified';
    case 'unchecked':
      return 'unchecked';
  }
}

/** When the index file was last written. Unknown: the beginning of time, so that every file is hashed. */
export async function indexWritten(repository: Repository): Promise<number> {
  const folder = await gitFolder(repository);
  try {
    return (await fs.promises.lstat(path.join(folder ?? '', 'index'))).mtimeMs;
  } catch {
    return 0;
  }
}

/** `.git` itself, or the folder that a `.git` file of a worktree or submodule names. */
async function gitFolder(repository: Repository): Promise<string | undefined> {
  const own = path.join(repository.root, '.git');
  try {
    const stat = await fs.promises.lstat(own);
    if (stat.isDirectory()) return own;
    if (!stat.isFile() || stat.size > 8_192) return undefined;
    const target = /^gitdir: (.+?)\r?\n?$/.exec(await fs.promises.readFile(own, 'utf8'))?.[1];
    return target === undefined ? undefined : path.resolve(repository.root, target);
  } catch {
    return undefined;
  }
}
