import path from 'node:path';
import type { Repository } from '../git/gitCommand.ts';
import { fileStates, type FileState } from '../git/fileState.ts';
import { repositoryOf } from '../git/repositoryOf.ts';
import type { Remark } from '../preview.ts';
import { openBreath } from './breath.ts';
import { entryNow, type Entry } from './disk.ts';
import type { Gathered } from './gather.ts';
import { lostRepositories } from './lostRepositories.ts';

/** What is known of a file's versions. `repository`: a part of some `.git` itself. `unversioned`: in no repository. */
export type Version = FileState | 'repository' | 'unversioned';

export interface Versions {
  readonly of: ReadonlyMap<Entry, Version>;
  /** Roots of the repositories that keep nothing, or cannot say what, once the entries are gone. */
  readonly doomed: ReadonlySet<string>;
  /** Those among them whose history goes. */
  readonly historyLost: ReadonlySet<string>;
  /** The repository that a file belongs to. */
  readonly rootOf: (file: string) => string | undefined;
  readonly unknown: readonly Remark[];
}

/** Nested repositories asked one by one; beyond, their files are `unchecked`. */
const MOST_REPOSITORIES = 20;

/** Above this many starting points the whole repository is asked about. */
const MOST_STARTS = 200;

/** Asks git once per repository about everything that was gathered. */
export async function versionsOf(gathered: readonly Gathered[], signal: AbortSignal): Promise<Versions> {
  const nested = new Set<string>();
  for (const { entries } of gathered)
    for (const entry of entries) if (entry.path.endsWith('/.git')) nested.add(path.dirname(entry.path));
  const versions = new Map<Entry, Version>();
  const asked = new Map<string, Asked>();
  const homes = new Map<string, string | undefined>();
  const breath = openBreath();
  for (const { starts, entries } of gathered) {
    const wanted = new Map<string, Set<string>>();
    for (const start of starts) {
      const folder = path.dirname(start);
      // A search takes some of what is in a repository, not the repository.
      if (!nested.has(start) && typeof entryNow(path.join(start, '.git')) === 'object') nested.add(start);
      if (!homes.has(folder)) homes.set(folder, (await repositoryOf(folder))?.root);
      const home = nested.has(start) ? start : homeOf(folder, nested, homes);
      if (home !== undefined) wanted.set(home, (wanted.get(home) ?? new Set()).add(start));
    }
    const placeOf = openPlaces(nested, homes);
    const found = new Map<string, Entry[]>();
    for (const entry of entries) {
      const turn = breath();
      if (turn !== undefined) await turn;
      if (entry.type === 'directory') continue;
      const { own, root } = placeOf(entry.path);
      if (own || entry.path.endsWith('/.git')) versions.set(entry, 'repository');
      else if (root === undefined) versions.set(entry, 'unversioned');
      else if (found.get(root)?.push(entry) === undefined) found.set(root, [entry]);
    }
    for (const [root, files] of found) {
      const group = asked.get(root) ?? { targets: new Set(), entries: [] };
      asked.set(root, group);
      group.entries.push(files);
      // A repository inside what was walked is asked about whole.
      const own = starts.length > MOST_STARTS ? undefined : wanted.get(root);
      for (const start of own ?? [root]) group.targets.add(start);
    }
  }
  const unknown: Remark[] = [];
  let left = MOST_REPOSITORIES;
  for (const [root, { targets, entries }] of asked) {
    left -= 1;
    const repository: Repository = { root };
    const answer =
      left < 0
        ? { known: false as const, why: 'too-many', message: '' }
        : await fileStates(repository, [...targets], entries.flat(), signal);
    if (!answer.known) {
      unknown.push({ code: `unknown.git-${answer.why}`, values: { path: root, message: answer.message } });
    }
    for (const entry of entries.flat()) {
      versions.set(entry, (answer.known ? answer.states.get(entry) : undefined) ?? 'unchecked');
    }
  }
  const { doomed, historyLost } = await lostRepositories(gathered, [...asked.keys()].slice(0, MOST_REPOSITORIES));
  const rootOf = (file: string): string | undefined => homeOf(path.dirname(file), nested, homes);
  return { of: versions, doomed, historyLost, rootOf, unknown };
}

interface Asked {
  readonly targets: Set<string>;
  readonly entries: (readonly Entry[])[];
}

interface Place {
  /** Whether it is a part of some `.git` itself. */
  readonly own: boolean;
  /** The repository it belongs to. */
  readonly root: string | undefined;
}

/** Where a file lies. Files of one folder come one after the other, so that the last folder is remembered. */
function openPlaces(nested: ReadonlySet<string>, homes: Map<string, string | undefined>): (file: string) => Place {
  let folder: string | undefined;
  let place: Place = { own: false, root: undefined };
  return (file) => {
    const end = file.lastIndexOf('/');
    if (folder === undefined || end !== folder.length || !file.startsWith(folder)) {
      folder = file.slice(0, end);
      place = {
        own: folder.endsWith('/.git') || folder.includes('/.git/'),
        root: homeOf(folder === '' ? '/' : folder, nested, homes),
      };
    }
    return place;
  };
}

/** Root of the repository that a folder belongs to, remembered per folder. */
function homeOf(
  folder: string,
  nested: ReadonlySet<string>,
  known: Map<string, string | undefined>,
): string | undefined {
  if (nested.has(folder)) return folder;
  if (known.has(folder)) return known.get(folder);
  const parent = path.dirname(folder);
  const home = parent === folder ? undefined : homeOf(parent, nested, known);
  known.set(folder, home);
  return home;
}
