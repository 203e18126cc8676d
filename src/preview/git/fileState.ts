import path from 'node:path';
import { openBreath } from '../files/breath.ts';
import type { Entry } from '../files/disk.ts';
import { compareContent, HASH_BYTES, provenSame } from './content.ts';
import type { Repository } from './gitCommand.ts';
import { readIndex } from './gitIndex.ts';
import type { IndexEntry } from './indexEntry.ts';
import { eachInTree, readOthers } from './listings.ts';

/**
 * What git knows of a file on disk. `tracked`: equal to the index and HEAD. `staged`: equal to the index, not to HEAD.
 * `modified`: neither. `unchecked`: tracked, but not compared.
 */
export type FileState = 'tracked' | 'staged' | 'modified' | 'untracked' | 'ignored' | 'unchecked';

export type FileStates =
  | { readonly known: true; readonly states: ReadonlyMap<Entry, FileState> }
  | { readonly known: false; readonly why: string; readonly message: string };

/** Above this many targets the whole repository is asked for: an argument list has an end. */
const MOST_PATHS = 200;

/** States of the given entries (files, links, special files) of one repository. Never throws. */
export async function fileStates(
  repository: Repository,
  targets: readonly string[],
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<FileStates> {
  const { root } = repository;
  const relative = targets.map((target) => path.relative(root, target));
  const paths = relative.includes('') || relative.length > MOST_PATHS ? [] : relative;
  const index = await readIndex(repository, paths, signal);
  if (!index.ok) return { known: false, why: index.why, message: index.message };
  const { written } = index.found;
  const indexed = new Map<string, IndexEntry>();
  for (const entry of index.found.entries) indexed.set(entry.path, entry);

  const start = root === '/' ? 1 : root.length + 1;
  const known: (readonly [Entry, IndexEntry])[] = [];
  const others: Entry[] = [];
  for (const entry of entries) {
    const one = indexed.get(entry.path.slice(start));
    if (one === undefined) others.push(entry);
    else known.push([entry, one]);
  }
  const committed = new Set<IndexEntry>();
  const [head, ignored] = await Promise.all([
    known.length === 0
      ? undefined
      : eachInTree(repository, 'HEAD', paths, signal, (name, mode, object) => {
          const one = indexed.get(name);
          if (one?.object === object && one.mode === mode) committed.add(one);
        }),
    others.length === 0 ? undefined : readOthers(repository, paths, true, false, signal),
  ]);
  if (head?.ok === false) return { known: false, why: head.why, message: head.message };
  if (ignored?.ok === false) return { known: false, why: ignored.why, message: ignored.message };

  const states = new Map<Entry, FileState>();
  for (const entry of others) {
    states.set(entry, ignored?.found.has(entry.path.slice(start)) === true ? 'ignored' : 'untracked');
  }
  const budget = { bytes: HASH_BYTES };
  const breath = openBreath();
  for (const [entry, one] of known) {
    const turn = breath();
    if (turn !== undefined) await turn;
    const content = provenSame(entry, one, written)
      ? 'same'
      : await compareContent(entry, one, written, budget, signal);
    states.set(entry, stateOf(content, committed.has(one)));
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
