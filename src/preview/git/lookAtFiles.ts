import path from 'node:path';
import type { Effect } from '../../effect/effect.ts';
import { realPlace } from '../files/disk.ts';
import type { PreviewEntry, Remark } from '../preview.ts';
import { ANYTHING, discardOf, EVERYTHING, type Discard } from './discard.ts';
import { discardEntry } from './discardEntry.ts';
import type { Repository } from './gitCommand.ts';
import { noRepository, real, repositoryIn, withNote, type Look } from './gitLook.ts';
import { hasPattern, isAddedBefore, isDisturbed, type GitRun } from './gitRun.ts';
import { isForeign, isRefused } from './refusals.ts';
import { settings } from './refs.ts';
import { workTreeEnding } from './workTrees.ts';

/** Uncommitted work that an effect throws away. `run`: the command behind it, where its words are known. */
export async function lookAtFiles(effect: Effect, run: GitRun | undefined, look: Look): Promise<PreviewEntry | Remark> {
  const { subject, budget } = look;
  const folder = run?.words.folder ?? subject.cwd;
  const named = run?.words.name === 'worktree remove' ? await namedByEnding(run, folder, look) : undefined;
  // It is shown, too: the effect has the path that the word would be.
  const object = named === undefined ? effect.object : { ...effect.object, name: named };
  const scope = await placeOf(scopeOf(object.name, folder), folder);
  const other = run?.words.name === 'worktree remove';
  const repository = await repositoryIn(other || run === undefined ? scope : await real(folder), look);
  if (repository === undefined) return noRepository(scope);
  if (other && repository.root !== scope) return { code: 'unknown.git-words', values: { name: object.name } };
  const own = run === undefined ? ANYTHING : await wholeDiscard(run, repository, budget.signal);
  // What an earlier step puts into the index goes with it, though git does not know it now.
  const added =
    run !== undefined && own.staged === 'all' && own.untracked === 'none' && isAddedBefore(run.range, subject);
  const discard: Discard = added ? { ...own, untracked: 'folders', certain: false } : own;
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

/** The work tree that a command names by the end of its path alone. */
async function namedByEnding({ words }: GitRun, folder: string, look: Look): Promise<string | undefined> {
  const [word = ''] = [...words.operands, ...(words.after ?? [])];
  const outer = await repositoryIn(await real(folder), look);
  return outer === undefined ? undefined : workTreeEnding(word, outer, look.budget.signal);
}

/** Whether it is about the whole work tree, from whatever folder in it. */
function isWhole({ words }: GitRun): boolean {
  const { name, operands, after = [] } = words;
  if ([...operands, ...after].some((word) => word.startsWith(':'))) return true;
  if (name === 'checkout') return !discardOf(words).paths;
  return name !== 'restore' && name !== 'clean' && name !== 'worktree remove';
}

/** As the words say, but for what the repository's settings and the folder it is about decide. */
async function wholeDiscard({ words }: GitRun, repository: Repository, signal: AbortSignal): Promise<Discard> {
  switch (words.name) {
    case 'worktree remove':
      // Without --force it refuses where anything but ignored files would be lost.
      return words.flags.has('force')
        ? EVERYTHING
        : { ...EVERYTHING, modified: false, staged: 'none', untracked: 'none', ignored: 'only' };
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
