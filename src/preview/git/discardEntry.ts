import path from 'node:path';
import type { EffectObject } from '../../effect/object.ts';
import type { Budget } from '../files/budget.ts';
import { sampleOf } from '../files/tally.ts';
import type { PreviewEntry, PreviewPart, Remark } from '../preview.ts';
import type { Discard } from './discard.ts';
import type { FileState } from './fileState.ts';
import type { Repository } from './gitCommand.ts';
import { uncommitted } from './uncommitted.ts';

/** In the order to show. Uncommitted work is in no commit: nothing brings any of it back. */
const STATES: readonly FileState[] = ['modified', 'staged', 'untracked', 'ignored'];

const MOST_LISTED = 1_000;

/** Uncommitted work that goes. `scope`: the real folder or file that is meant. */
export async function discardEntry(
  object: EffectObject,
  discard: Discard,
  exact: boolean,
  repository: Repository,
  scope: string,
  budget: Budget,
): Promise<PreviewEntry | Remark> {
  const relative = path.relative(repository.root, scope);
  const found = await uncommitted(repository, relative === '' ? [] : [relative], discard, budget);
  if (!found.known) {
    return { code: `unknown.git-${found.why}`, values: { path: repository.root, message: found.message } };
  }
  const { entries, states, complete, nested, changes, refuses, converts } = found;
  const counts = new Map<FileState, number>();
  for (const state of states.values()) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = STATES.flatMap((name): readonly PreviewPart[] => {
    const count = counts.get(name) ?? 0;
    return count === 0 ? [] : [{ name, count, undo: 'none' }];
  });
  const certain = exact && discard.certain && !refuses && !converts;
  const sample = sampleOf(entries, (entry) => states.get(entry.path));
  const kind = certain ? (complete ? 'exact' : 'at-least') : complete ? 'estimate' : 'unknown';
  const nothing = entries.length === 0 && complete;
  const notes: readonly Remark[] = [
    ...(nothing ? [{ code: 'note.nothing-uncommitted', values: {} }] : []),
    ...nested.slice(0, 3).map((root) => ({ code: 'note.history-lost', values: { path: root } })),
    ...(refuses ? [{ code: 'note.git-may-refuse', values: {} }] : []),
    ...(converts ? [{ code: 'note.git-converts', values: {} }] : []),
    ...(discard.certain && !refuses && !converts ? [] : [{ code: 'note.at-most', values: {} }]),
  ];
  return {
    object,
    verb: 'discard',
    via: 'direct',
    count: kind === 'unknown' ? { kind } : { kind, value: entries.length },
    unit: 'files',
    bytes: entries.reduce((sum, { size }) => sum + size, 0),
    ...(entries.length === 0 ? {} : { newest: entries.reduce((newest, { changed }) => Math.max(newest, changed), 0) }),
    undo: nothing ? 'git' : 'none',
    ...(sample.length === 0 ? {} : { sample }),
    ...(entries.length > sample.length
      ? { all: entries.slice(0, MOST_LISTED).map((entry) => ({ path: entry.path })) }
      : {}),
    ...(parts.length === 0 ? {} : { parts }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(changes.length === 0 ? {} : { changes }),
  };
}
