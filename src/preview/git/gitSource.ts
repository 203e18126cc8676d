import fs from 'node:fs';
import path from 'node:path';
import type { Effect } from '../../effect/effect.ts';
import { realPlace } from '../files/disk.ts';
import { FILE_LIMITS, openBudget, type Budget, type Limits } from '../files/budget.ts';
import type { Mark, PreviewEntry, PreviewReport, PreviewSource, PreviewSubject, Remark } from '../preview.ts';
import { ANYTHING, discardOf, EVERYTHING, type Discard } from './discard.ts';
import { discardEntry } from './discardEntry.ts';
import type { Repository } from './gitCommand.ts';
import {
  commandsBefore,
  gitRunOf,
  isDisturbed,
  isElsewhere,
  isStashedBefore,
  type GitRun,
  type Ground,
} from './gitRun.ts';
import { fileMarks, repositoryMarks } from './gitMarks.ts';
import { historyEntry } from './history.ts';
import { mayLose } from './mayLose.ts';
import { moveOf } from './moves.ts';
import { pruneEntry } from './prunes.ts';
import { pushEntry } from './pushes.ts';
import { isForeign, isRefused } from './refusals.ts';
import { readRefs, settings, type Refs } from './refs.ts';
import { isBare, repositoryOf } from './repositoryOf.ts';
import { stashEntry } from './stashes.ts';

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
        const found = await lookAtOne(effect, look);
        if (signal.aborted) return;
        if ('code' in found) unknown.push(found);
        else entries.push(found);
        tell('counting');
      }
      tell('done');
    },
  };
}

interface Look {
  readonly subject: PreviewSubject;
  readonly budget: Budget;
  /** Refs of each repository, as the steps looked at so far leave them. */
  readonly refs: Map<string, Promise<Refs | undefined>>;
  /** Of each repository the files that say whether it is still what it was. */
  readonly marks: Map<string, readonly Mark[]>;
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
  if (!mayLose(effect) || effect.kind !== 'git.change') return mayLose(effect);
  const name = gitRunOf(effect, subject)?.words.name;
  return name === 'stash pop' || name === 'worktree remove';
}

async function lookAtOne(effect: Effect, look: Look): Promise<PreviewEntry | Remark> {
  const { object, traits } = effect;
  if (traits.includes('remote') || traits.includes('in-container')) {
    return { code: 'unknown.elsewhere', values: { name: object.name } };
  }
  const run = gitRunOf(effect, look.subject);
  if (isElsewhere(effect, look.subject)) return { code: 'unknown.git-words', values: { name: object.name } };
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

/** A bare repository has no work tree: only the others are looked into. */
function noRepository(place: string): Remark {
  return { code: isBare(place) ? 'unknown.bare-repository' : 'unknown.no-repository', values: { path: place } };
}

/** The repository of a folder, marked before anything of it is read. */
async function repositoryIn(folder: string, { budget, marks }: Look): Promise<Repository | undefined> {
  const repository = await repositoryOf(folder);
  if (repository !== undefined && !marks.has(repository.root))
    marks.set(repository.root, await repositoryMarks(repository, budget.signal));
  return repository;
}

async function lookAtCommits(
  effect: Effect,
  { words, range }: GitRun,
  exact: boolean,
  repository: Repository,
  { subject, budget: { signal }, refs: known }: Look,
): Promise<PreviewEntry | Remark> {
  if (effect.object.type === 'stash') {
    return isStashedBefore(range, subject)
      ? { code: 'unknown.stash-before', values: { name: effect.object.name } }
      : stashEntry(effect, exact, repository, signal);
  }
  const reading = known.get(repository.root) ?? readRefs(repository, signal);
  known.set(repository.root, reading);
  const refs = await reading;
  if (refs === undefined) return { code: 'unknown.git-refused', values: { path: repository.root, message: '' } };
  if (effect.kind === 'git.push-force') return pushEntry(effect, words, repository, refs, signal);
  if (/^(?:gc|prune|reflog expire|filter-\w+)$/.test(words.name)) {
    return pruneEntry(effect, words, commandsBefore(range, subject), exact, repository, refs, signal);
  }
  const move = await moveOf(effect, words, repository, signal);
  if (move === undefined) return { code: 'unknown.git-words', values: { name: effect.object.name } };
  return historyEntry(effect, move, exact, repository, refs, signal);
}

async function lookAtFiles(effect: Effect, run: GitRun | undefined, look: Look): Promise<PreviewEntry | Remark> {
  const { subject, budget } = look;
  const { object } = effect;
  const folder = run?.words.folder ?? subject.cwd;
  const scope = await placeOf(scopeOf(object.name, folder), folder);
  const other = run?.words.name === 'worktree remove' || run?.words.name === 'submodule deinit';
  const repository = await repositoryIn(other || run === undefined ? scope : await real(folder), look);
  if (repository === undefined) return noRepository(scope);
  // Another work tree can be named by the end of its path alone, and of several submodules each is a repository.
  const outer = other ? await repositoryIn(await real(folder), look) : undefined;
  const isAll = run?.words.name === 'submodule deinit' && outer?.root === scope;
  if (isAll || (other && repository.root !== scope))
    return { code: 'unknown.git-words', values: { name: object.name } };
  const discard = run === undefined ? ANYTHING : await wholeDiscard(run, repository, budget.signal);
  const disturbed = run === undefined || isDisturbed(run.range, 'files', subject);
  // A glob is git's own to match, with rules of its own: the whole folder is counted as "at most".
  const glob = object.type === 'glob' || object.type === 'unknown' || (run !== undefined && hasPattern(run));
  const within = glob || run === undefined || isWhole(run) ? repository.root : scope;
  const refused = run !== undefined && (await isRefused(run.words, repository, budget));
  const foreign = isForeign(repository);
  const exact = run?.certain === true && !disturbed && !glob && !refused && !foreign;
  const found = await discardEntry(
    object,
    glob ? { ...discard, certain: false } : discard,
    exact,
    repository,
    within,
    budget,
  );
  const noted = foreign ? withNote(found, 'note.git-foreign') : found;
  const told = refused ? withNote(noted, 'note.git-may-refuse') : noted;
  return run !== undefined && disturbed ? withNote(told) : told;
}

/** Whether a word is a pattern that git matches itself, with rules of its own. */
function hasPattern({ words: { operands, after = [] } }: GitRun): boolean {
  return [...operands, ...after].some((word) => /[*?[]/.test(word) || /^:(?!\/?$)/.test(word));
}

/** Whether it is about the whole work tree, from whatever folder in it. */
function isWhole({ words }: GitRun): boolean {
  const { name, operands, after = [] } = words;
  if ([...operands, ...after].some((word) => word.startsWith(':'))) return true;
  if (name === 'checkout') return !discardOf(words).paths;
  return name !== 'restore' && name !== 'clean' && name !== 'worktree remove' && name !== 'submodule deinit';
}

/** As the words say, but for what the repository's settings and the folder it is about decide. */
async function wholeDiscard({ words }: GitRun, repository: Repository, signal: AbortSignal): Promise<Discard> {
  switch (words.name) {
    case 'worktree remove':
      // Without --force it refuses where anything but ignored files would be lost.
      return words.flags.has('force')
        ? EVERYTHING
        : { ...EVERYTHING, modified: false, staged: 'none', untracked: 'none', ignored: 'only' };
    case 'submodule deinit':
      return words.flags.has('force') ? EVERYTHING : { ...EVERYTHING, certain: false };
    case 'clean': {
      const discard = discardOf(words);
      if (words.flags.has('force') || words.flags.has('interactive') || !words.certain) return discard;
      const asked = (await settings(repository, 'clean.requireForce', signal)).at(-1);
      return asked === 'false' ? discard : { ...discard, untracked: 'none', ignored: 'none' };
    }
    default:
      return discardOf(words);
  }
}

function withNote(found: PreviewEntry | Remark, code = 'note.as-now'): PreviewEntry | Remark {
  return 'code' in found ? found : { ...found, notes: [...(found.notes ?? []), { code, values: {} }] };
}

/** The folder or file that is meant: the object's own path, without its glob part, else where git runs. */
function scopeOf(name: string, folder: string): string {
  if (!name.startsWith('/')) return folder;
  const special = name.search(/\/[^/]*[*?[]/);
  return path.normalize(special < 0 ? name : name.slice(0, special) || '/');
}

/** A link is git's own file; only the folders above it are followed. */
async function placeOf(name: string, folder: string): Promise<string> {
  return name === folder ? real(name) : ((await realPlace(name)) ?? name);
}

/** git works on real paths: a link on the way would look like another place. */
async function real(folder: string): Promise<string> {
  try {
    return await fs.promises.realpath(folder);
  } catch {
    return folder;
  }
}
