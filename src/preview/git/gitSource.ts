import type { Effect } from '../../effect/effect.ts';
import { FILE_LIMITS, openBudget, type Limits } from '../files/budget.ts';
import type { PreviewEntry, PreviewReport, PreviewSource, PreviewSubject, Remark } from '../preview.ts';
import { besideLook, isBeside } from './besideLook.ts';
import type { Repository } from './gitCommand.ts';
import { isAway, noRepository, real, refsOf, repositoryIn, withNote, type Look } from './gitLook.ts';
import { fileMarks } from './gitMarks.ts';
import {
  commandsBefore,
  gitRunOf,
  isDisturbed,
  isElsewhere,
  isStashedBefore,
  type GitRun,
  type Ground,
} from './gitRun.ts';
import { headLeftLook } from './headLeft.ts';
import { historyEntry } from './history.ts';
import { lookAtFiles } from './lookAtFiles.ts';
import { mayLose } from './mayLose.ts';
import { moveOf } from './moves.ts';
import { pruneEntry } from './prunes.ts';
import { pushEntry } from './pushes.ts';
import { rebaseSkipLook } from './rebaseSkip.ts';
import { isForeign } from './refusals.ts';
import { stashEntry } from './stashes.ts';
import { submodulesLook } from './submodules.ts';

export interface GitOptions {
  readonly limits?: Limits;
}

/** What a git command would throw away: uncommitted work, stashes, commits here and on a remote. */
export function gitSource(options: GitOptions): PreviewSource {
  return {
    name: 'git',
    wants: (subject) => losing(subject).length > 0,
    async look(subject, report, signal) {
      const budget = openBudget(options.limits ?? FILE_LIMITS, signal);
      const entries: PreviewEntry[] = [];
      const unknown: Remark[] = [];
      const tell = (state: PreviewReport['state']): void => {
        if (signal.aborted) return;
        const raise = state === 'done' ? raiseOf(entries) : undefined;
        report({
          source: 'git',
          state,
          entries: [...entries],
          unknown: [...unknown],
          ...(raise === undefined ? {} : { raise }),
          ...(state === 'done'
            ? { marks: [...look.marks.values()].flat().slice(0, 100).concat(fileMarks(entries)) }
            : {}),
        });
      };
      const look: Look = { subject, budget, refs: new Map(), marks: new Map() };
      tell('counting');
      for (const effect of losing(subject)) {
        for (const one of [ownLook, besideLook, headLeftLook]) {
          const found = await one(effect, look);
          if (signal.aborted) return;
          if (found === undefined) continue;
          for (const each of [found].flat()) {
            if ('code' in each) unknown.push(each);
            else entries.push(each);
          }
          tell('counting');
        }
      }
      tell('done');
    },
  };
}

/** What nothing brings back is a serious loss even where the text looks small. */
function raiseOf(entries: readonly PreviewEntry[]): PreviewReport['raise'] {
  const lost = entries.some(({ count, undo }) => undo === 'none' && (count.value ?? 0) > 0);
  return lost ? { level: 'high', rule: 'preview.not-recoverable' } : undefined;
}

function losing(subject: PreviewSubject): readonly Effect[] {
  const seen = new Map<string, Effect>();
  for (const effect of subject.reading.effects) {
    if (!loses(effect, subject)) continue;
    seen.set(`${effect.kind} ${effect.object.type} ${effect.object.name} ${effect.range.join()}`, effect);
  }
  return [...seen.values()];
}

function loses(effect: Effect, subject: PreviewSubject): boolean {
  if (effect.kind !== 'git.change') return mayLose(effect);
  const words = gitRunOf(effect, subject)?.words;
  return words?.name === 'stash pop' || words?.name === 'worktree remove' || isBeside(effect, words);
}

async function ownLook(
  effect: Effect,
  look: Look,
): Promise<PreviewEntry | Remark | readonly (PreviewEntry | Remark)[] | undefined> {
  const { object } = effect;
  if (isAway(effect)) return { code: 'unknown.elsewhere', values: { name: object.name } };
  const run = gitRunOf(effect, look.subject);
  if (isBeside(effect, run?.words)) return undefined;
  if (isElsewhere(effect, look.subject)) return { code: 'unknown.git-words', values: { name: object.name } };
  if (run?.words.name === 'submodule deinit') return submodulesLook(effect, run, look);
  if (run?.words.name === 'rebase' && run.words.flags.has('skip')) return rebaseSkipLook(effect, run, look);
  const files = effect.kind === 'git.discard' && object.type !== 'stash';
  if (files || run?.words.name === 'worktree remove') return lookAtFiles(effect, run, look);
  if (run === undefined) return { code: 'unknown.git-words', values: { name: object.name } };
  const repository = await repositoryIn(await real(run.words.folder), look);
  if (repository === undefined) return noRepository(run.words.folder);
  const ground: Ground = effect.kind === 'git.push-force' ? 'remote' : object.type === 'stash' ? 'stashes' : 'commits';
  const disturbed = isDisturbed(run.range, ground, look.subject);
  const foreign = isForeign(repository);
  const told = await lookAtCommits(effect, run, run.certain && !disturbed && !foreign, repository, look);
  const found = foreign ? withNote(told, 'note.git-foreign') : told;
  return disturbed ? withNote(found) : found;
}

async function lookAtCommits(
  effect: Effect,
  { words, range }: GitRun,
  exact: boolean,
  repository: Repository,
  look: Look,
): Promise<PreviewEntry | Remark> {
  const { subject, budget } = look;
  const { signal } = budget;
  if (effect.object.type === 'stash') {
    return isStashedBefore(range, subject)
      ? { code: 'unknown.stash-before', values: { name: effect.object.name } }
      : stashEntry(effect, exact, repository, signal);
  }
  const refs = await refsOf(repository, look);
  if (refs === undefined) return { code: 'unknown.git-refused', values: { path: repository.root, message: '' } };
  if (effect.kind === 'git.push-force') return pushEntry(effect, words, repository, refs, signal);
  if (/^(?:gc|prune|reflog expire|filter-\w+)$/.test(words.name)) {
    return pruneEntry(effect, words, commandsBefore(range, subject), exact, repository, refs, signal);
  }
  const move = await moveOf(effect, words, repository, signal);
  if (move === undefined) return { code: 'unknown.git-words', values: { name: effect.object.name } };
  return historyEntry(effect, move, exact, repository, refs, signal);
}
