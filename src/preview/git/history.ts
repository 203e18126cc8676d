import type { Effect } from '../../effect/effect.ts';
import type { PreviewEntry, PreviewPart, Remark } from '../preview.ts';
import { commitSample, commitsBetween } from './commits.ts';
import { git, type Repository } from './gitCommand.ts';
import type { Move } from './moves.ts';
import { headName, settings, type Refs } from './refs.ts';

/** Commits that are listed by name. */
export const MOST_COMMITS = 1_000;

export const SAMPLE = 5;

/**
 * Commits that nothing names any more once a branch or tag has moved. Applies the move to `refs`, so that the next one
 * in the same text is counted from there.
 */
export async function historyEntry(
  { object }: Effect,
  move: Move,
  exact: boolean,
  repository: Repository,
  refs: Refs,
  signal: AbortSignal,
): Promise<PreviewEntry | Remark> {
  const before = [...new Set(move.refs.flatMap((name) => refs.get(name) ?? []))];
  const [old] = before;
  if (old === undefined) return { code: 'unknown.git-no-ref', values: { name: object.name } };
  for (const name of move.refs) {
    const [to] = move.to;
    if (to === undefined) refs.delete(name);
    else refs.set(name, to);
  }
  const kept = [...new Set([...refs.values(), ...move.to])];
  const [lost, leaving] = await Promise.all([
    commitsBetween(repository, before, kept, MOST_COMMITS, signal),
    commitsBetween(repository, before, move.to, 0, signal),
  ]);
  if (lost === undefined || leaving === undefined) {
    return { code: 'unknown.git-refused', values: { path: repository.root, message: 'rev-list' } };
  }
  const all = lost.commits.map(commitSample);
  const elsewhere = leaving.count - lost.count;
  const parts: readonly PreviewPart[] = [
    { name: 'commits-alone', count: lost.count, undo: 'git' as const },
    { name: 'commits-elsewhere', count: elsewhere, undo: 'git' as const },
  ].filter(({ count }) => count > 0);
  const notes = lost.count === 0 ? [] : [await whereKept(move.refs, old, repository, signal)];
  return {
    object,
    verb: 'history',
    via: 'direct',
    count: { kind: exact && move.certain ? 'exact' : 'estimate', value: lost.count },
    unit: 'commits',
    ...newestOf(lost.commits),
    undo: 'git',
    ...(all.length === 0 ? {} : { sample: all.slice(0, SAMPLE) }),
    ...(all.length > SAMPLE ? { all } : {}),
    ...(elsewhere > 0 ? { parts } : {}),
    ...(notes.length === 0 ? {} : { notes }),
    ...(leaving.count === 0 ? {} : { restore: move.restore(old) }),
  };
}

export function newestOf(commits: readonly { readonly authored: number }[]): { readonly newest?: number } {
  const [newest] = commits;
  return newest === undefined ? {} : { newest: Math.max(...commits.map(({ authored }) => authored)) };
}

/** A reflog keeps what a work tree has had checked out; other commits are found by `git fsck` alone. */
export async function whereKept(
  refs: readonly string[],
  old: string,
  repository: Repository,
  signal: AbortSignal,
): Promise<Remark> {
  const logged = (await settings(repository, 'core.logAllRefUpdates', signal)).at(-1) !== 'false';
  if (logged && refs.includes(headName(repository.root))) return { code: 'note.reflog-will-keep', values: {} };
  const log = await git(repository, ['rev-list', '--walk-reflogs', 'HEAD', '--'], signal);
  const has = log.ok && log.text.split('\n').includes(old);
  return { code: has ? 'note.reflog-has' : 'note.only-fsck', values: {} };
}
