import path from 'node:path';
import type { Effect } from '../../effect/effect.ts';
import { entryNow } from '../files/disk.ts';
import type { PreviewEntry, Remark } from '../preview.ts';
import { commitSample, commitsBetween } from './commits.ts';
import { conflictDiscard } from './discard.ts';
import { discardEntry } from './discardEntry.ts';
import { git } from './gitCommand.ts';
import { gitFolders } from './gitFolders.ts';
import { noRepository, real, repositoryIn, withNote, type Look } from './gitLook.ts';
import { isDisturbed, type GitRun } from './gitRun.ts';
import { newestOf, whereKept } from './history.ts';
import { isForeign } from './refusals.ts';
import { headName, objectOf } from './refs.ts';

/** What `git rebase --skip` takes: the commit that is not applied, and the work on its conflicts. */
export async function rebaseSkipLook(
  { object }: Effect,
  run: GitRun,
  look: Look,
): Promise<readonly (PreviewEntry | Remark)[]> {
  const { subject, budget } = look;
  const { signal } = budget;
  const unclear: Remark = { code: 'unknown.git-words', values: { name: object.name } };
  const repository = await repositoryIn(await real(run.words.folder), look);
  if (repository === undefined) return [noRepository(run.words.folder)];
  const own = (await gitFolders(repository.root))?.own;
  // The older way of rebasing spares changes that have nothing to do with the commit; without either git refuses.
  const whole = own !== undefined && typeof entryNow(path.join(own, 'rebase-merge')) === 'object';
  const older = own !== undefined && typeof entryNow(path.join(own, 'rebase-apply')) === 'object';
  const skipped = whole || older ? await objectOf(repository, 'REBASE_HEAD', signal) : undefined;
  const parents = skipped === undefined ? undefined : await git(repository, ['rev-parse', `${skipped}^@`], signal);
  if (skipped === undefined || parents?.ok !== true) return [unclear];
  const before = parents.text.split('\n').filter((id) => id !== '');
  const left = await commitsBetween(repository, [skipped], before, 1, signal);
  if (left === undefined) return [unclear];
  // Stopped to edit it, the commit is applied already and stays; one that was being melded into another goes.
  const amends = whole && typeof entryNow(path.join(own, 'rebase-merge/amend')) === 'object';
  const foreign = isForeign(repository);
  const disturbed = isDisturbed(run.range, 'files', subject);
  const exact = run.certain && !foreign && !disturbed;
  const commit: PreviewEntry = {
    object,
    verb: 'history',
    via: 'direct',
    count: { kind: exact && !amends ? 'exact' : 'estimate', value: left.count },
    unit: 'commits',
    ...newestOf(left.commits),
    undo: 'git',
    sample: left.commits.map(commitSample),
    notes: [
      await whereKept([headName(repository.root)], skipped, repository, signal),
      ...(amends ? [{ code: 'note.at-most', values: {} }] : []),
    ],
  };
  const worktree = { type: 'worktree', name: repository.root } as const;
  const files = await discardEntry(worktree, conflictDiscard(whole), exact, repository, repository.root, budget);
  return [commit, files].map((one) => {
    const noted = foreign ? withNote(one, 'note.git-foreign') : one;
    return disturbed ? withNote(noted) : noted;
  });
}
