import fs from 'node:fs';
import path from 'node:path';
import type { Effect } from '../../effect/effect.ts';
import { entryNow, realPlace } from '../files/disk.ts';
import type { PreviewEntry, Remark } from '../preview.ts';
import { EVERYTHING } from './discard.ts';
import { discardEntry } from './discardEntry.ts';
import { git, type Repository } from './gitCommand.ts';
import { readIndex } from './gitIndex.ts';
import { noRepository, real, repositoryIn, withNote, type Look } from './gitLook.ts';
import { hasPattern, isDisturbed, type GitRun } from './gitRun.ts';
import { isForeign, isRefused } from './refusals.ts';

/** Submodules that are looked at one by one. */
const MOST_SUBMODULES = 100;

/** Uncommitted work that `git submodule deinit` throws away: an entry for each submodule whose folder it clears. */
export async function submodulesLook(
  { object }: Effect,
  run: GitRun,
  look: Look,
): Promise<readonly (PreviewEntry | Remark)[]> {
  const { words } = run;
  const unclear: Remark = { code: 'unknown.git-words', values: { name: object.name } };
  const folder = await real(words.folder);
  const outer = await repositoryIn(folder, look);
  if (outer === undefined) return [noRepository(folder)];
  const all = words.flags.has('all');
  const named = words.operands.length > 0 || (words.after ?? []).length > 0;
  // Without either, and with both, git refuses.
  const magic = hasPattern(run) || [...words.operands, ...(words.after ?? [])].some((word) => word.startsWith(':'));
  if (all === named || magic || !object.name.startsWith('/')) return [unclear];
  const scope = all ? outer.root : await realPlace(object.name);
  const relative = scope === undefined ? '..' : path.relative(outer.root, scope);
  if (relative.startsWith('..')) return [unclear];
  const names = await submodulesAt(outer, relative, look.budget.signal);
  if (names === undefined) return [unclear];
  const refused = await isRefused(words, outer, look.budget);
  const found: (PreviewEntry | Remark)[] = names.length > MOST_SUBMODULES ? [unclear] : [];
  for (const name of names.slice(0, MOST_SUBMODULES)) {
    const one = await submoduleEntry(path.join(outer.root, name), run, !refused, outer, look);
    if (one !== undefined) found.push(refused ? withNote(one, 'note.git-may-refuse') : one);
  }
  if (found.length > 0) return found;
  const nothing = { verb: 'discard', via: 'direct', unit: 'files', undo: 'git' } as const;
  const exact = run.certain && !refused && !isDisturbed(run.range, 'files', look.subject);
  const count = { kind: exact ? 'exact' : 'estimate', value: 0 } as const;
  return [{ object, ...nothing, count, notes: [{ code: 'note.nothing-uncommitted', values: {} }] }];
}

/** Submodules at or below a place, by their paths. Git clears those that are in the index and named by `.gitmodules`. */
async function submodulesAt(
  outer: Repository,
  relative: string,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const index = await readIndex(outer, relative === '' ? [] : [relative], signal);
  if (!index.ok) return undefined;
  const links = index.found.entries.filter(({ mode }) => mode === '160000').map((entry) => entry.path);
  if (links.length === 0) return [];
  const file = path.join(outer.root, '.gitmodules');
  const there = entryNow(file);
  // Where it is gone git takes the one of the index or of HEAD.
  if (typeof there === 'string' || there.type !== 'file') return undefined;
  const words = ['config', '-z', '--file', file, '--get-regexp', '^submodule\\..*\\.path$'];
  const answer = await git(outer, words, signal);
  // That nothing is set is no word of git's.
  if (!answer.ok) return answer.why === 'refused' && answer.message === '' ? [] : undefined;
  const known = new Set(answer.text.split('\0').map((record) => record.slice(record.indexOf('\n') + 1)));
  return [...new Set(links)].filter((name) => known.has(name));
}

/** Undefined: nothing is checked out there. */
async function submoduleEntry(
  place: string,
  run: GitRun,
  certain: boolean,
  outer: Repository,
  look: Look,
): Promise<PreviewEntry | Remark | undefined> {
  const repository = (await realPlace(place)) === place ? await repositoryIn(place, look) : undefined;
  if (repository?.root !== place)
    return (await isEmpty(place)) ? undefined : { code: 'unknown.git-words', values: { name: place } };
  const disturbed = isDisturbed(run.range, 'files', look.subject);
  const foreign = isForeign(repository) || isForeign(outer);
  const found = await discardEntry(
    { type: 'directory', name: place },
    // Without --force it refuses at the first one that holds work, after it has cleared those before.
    run.words.flags.has('force') ? EVERYTHING : { ...EVERYTHING, certain: false },
    certain && run.certain && !disturbed && !foreign,
    repository,
    repository.root,
    look.budget,
  );
  const noted = foreign ? withNote(found, 'note.git-foreign') : found;
  return disturbed ? withNote(noted) : noted;
}

/** Whether nothing is in a folder, or it is not there. */
async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await fs.promises.readdir(folder)).length === 0;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}
