import type { Effect } from '../../effect/effect.ts';
import type { EffectObject } from '../../effect/object.ts';
import type { PreviewEntry, Remark } from '../preview.ts';
import { isAway, real, repositoryIn, withNote, type Look } from './gitLook.ts';
import { gitRunOf, isDisturbed, isElsewhere } from './gitRun.ts';
import type { GitWords } from './gitWords.ts';
import { leavingOf } from './headLeft.ts';
import { isForeign } from './refusals.ts';
import { stagedAloneEntry, unstagingOf } from './stagedAlone.ts';
import { stashEntry, unloggedStash } from './stashes.ts';

/** Whether all that the command takes is beside what its effect names. */
export function isBeside({ kind }: Effect, words: GitWords | undefined): boolean {
  if (words === undefined) return false;
  return kind === 'git.change'
    ? unstagingOf(words) !== undefined || leavingOf(words) !== undefined
    : words.name === 'reflog delete' && unloggedStash(words) !== undefined;
}

/** What a command takes that its effect does not name: stashes with their lines in the reflog, staged content with the index. */
export async function besideLook(effect: Effect, look: Look): Promise<PreviewEntry | Remark | undefined> {
  const { subject, budget } = look;
  const run = gitRunOf(effect, subject);
  if (run === undefined || isAway(effect) || isElsewhere(effect, subject)) return undefined;
  const stash = unloggedStash(run.words);
  if (stash === undefined && (effect.kind === 'git.discard' || unstagingOf(run.words) === undefined)) return undefined;
  const repository = await repositoryIn(await real(run.words.folder), look);
  if (repository === undefined) return undefined;
  const disturbed = isDisturbed(run.range, stash === undefined ? 'files' : 'stashes', subject);
  const foreign = isForeign(repository);
  const exact = run.certain && !disturbed && !foreign;
  const object: EffectObject = { type: 'stash', name: stash ?? '' };
  const found =
    stash === undefined
      ? await stagedAloneEntry(effect, run.words, exact, repository, budget)
      : await stashEntry({ ...effect, kind: 'git.discard', object }, exact, repository, budget.signal);
  if (found === undefined || 'code' in found || (found.count.value === 0 && !isBeside(effect, run.words)))
    return undefined;
  // The last stash is still named by its ref then, and the others take a command each.
  const told = run.words.name === 'reflog expire' ? withoutRestore(found) : found;
  const noted = foreign ? withNote(told, 'note.git-foreign') : told;
  return disturbed ? withNote(noted) : noted;
}

function withoutRestore({ restore: _, ...entry }: PreviewEntry): PreviewEntry {
  return entry;
}
