import path from 'node:path';
import type { Budget } from '../files/budget.ts';
import { entryAt, type Entry } from '../files/disk.ts';
import { compareContent, HASH_BYTES } from './content.ts';
import type { Discard } from './discard.ts';
import { indexWritten, type FileState } from './fileState.ts';
import type { Repository } from './gitCommand.ts';
import { readHead, readIndex, readOthers, type Paths } from './gitIndex.ts';

export interface Uncommitted {
  readonly entries: readonly Entry[];
  readonly states: ReadonlyMap<string, FileState>;
  readonly complete: boolean;
}

export type UncommittedAnswer =
  ({ readonly known: true } & Uncommitted) | { readonly known: false; readonly why: string; readonly message: string };

/** Files whose uncommitted content the discard would take. A tracked file that is missing on disk loses nothing. */
export async function uncommitted(
  repository: Repository,
  paths: Paths,
  discard: Discard,
  budget: Budget,
): Promise<UncommittedAnswer> {
  const entries: Entry[] = [];
  const states = new Map<string, FileState>();
  let complete = true;
  const keep = (entry: Entry, state: FileState): void => {
    entries.push(entry);
    states.set(entry.path, state);
  };

  if (discard.modified || discard.staged !== 'none') {
    const [index, head] = await Promise.all([
      readIndex(repository, paths, budget.signal),
      readHead(repository, paths, budget.signal),
    ]);
    if (!index.ok) return { known: false, why: index.why, message: index.message };
    if (!head.ok) return { known: false, why: head.why, message: head.message };
    const written = await indexWritten(repository);
    const hashes = { bytes: HASH_BYTES };
    for (const indexed of index.found) {
      // A submodule is a repository of its own, and an unmerged file comes once a stage.
      if (indexed.mode === '160000' || (indexed.stage !== 0 && states.has(path.join(repository.root, indexed.path))))
        continue;
      if (!budget.take()) return { known: true, entries, states, complete: false };
      const entry = await entryAt(path.join(repository.root, indexed.path));
      if (entry === 'absent') continue;
      if (entry === 'error') {
        complete = false;
        continue;
      }
      if (entry.type === 'directory') continue;
      const content = await compareContent(entry, indexed, written, hashes, budget.signal);
      const committed = head.found.get(indexed.path);
      const staged = committed !== `${indexed.mode} ${indexed.object}`;
      const goes = discard.staged === 'all' || (discard.staged === 'changed' && committed !== undefined);
      if (content === 'unchecked') complete = false;
      if (content === 'changed' && discard.modified) keep(entry, 'modified');
      else if (content === 'same' && staged && goes) keep(entry, 'staged');
    }
  }

  for (const ignored of [false, true]) {
    const wanted = ignored ? discard.ignored !== 'none' : discard.untracked !== 'none';
    if (!wanted) continue;
    const others = await readOthers(repository, paths, ignored, discard.untracked === 'files', budget.signal);
    if (!others.ok) return { known: false, why: others.why, message: others.message };
    for (const name of others.found) {
      // A folder: a repository of its own, or one that a clean without -d leaves.
      if (name.endsWith('/')) continue;
      if (!budget.take()) return { known: true, entries, states, complete: false };
      const entry = await entryAt(path.join(repository.root, name));
      if (entry === 'absent') continue;
      if (entry === 'error') complete = false;
      else if (entry.type !== 'directory') keep(entry, ignored ? 'ignored' : 'untracked');
    }
  }
  return { known: true, entries, states, complete };
}
