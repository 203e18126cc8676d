import path from 'node:path';
import type { Repository } from '../git/gitCommand.ts';
import { fileStates, type FileState } from '../git/fileState.ts';
import { repositoryOf } from '../git/repositoryOf.ts';
import type { Remark } from '../preview.ts';
import { openBreath } from './breath.ts';
import type { Entry } from './disk.ts';
import { inside, type Gathered } from './gather.ts';

/** What is known of a file's versions. `repository`: a part of some `.git` itself. `unversioned`: in no repository. */
export type Version = FileState | 'repository' | 'unversioned';

export interface Versions {
  readonly of: ReadonlyMap<string, Version>;
  /** Roots of the repositories whose own `.git` folder is among the entries: their history goes with them. */
  readonly doomed: ReadonlySet<string>;
  readonly unknown: readonly Remark[];
}

/** Nested repositories asked one by one; beyond, their files are `unchecked`. */
const MOST_REPOSITORIES = 20;

/** Above this many starting points the whole repository is asked about. */
const MOST_STARTS = 200;

/** Asks git once per repository about everything that was gathered. */
export async function versionsOf(gathered: readonly Gathered[], signal: AbortSignal): Promise<Versions> {
  const nested = new Set<string>();
  const doomed = new Set<string>();
  const breath = openBreath();
  for (const { entries, target } of gathered) {
    for (const entry of entries) {
      await breath();
      if (path.basename(entry.path) !== '.git') continue;
      nested.add(path.dirname(entry.path));
      if (entry.type === 'directory' && target.verb === 'delete') doomed.add(path.dirname(entry.path));
    }
  }
  const versions = new Map<string, Version>();
  const asked = new Map<string, { targets: Set<string>; entries: Entry[] }>();
  const homes = new Map<string, string | undefined>();
  for (const { starts, entries } of gathered) {
    for (const start of starts) {
      const folder = path.dirname(start);
      if (!homes.has(folder)) homes.set(folder, (await repositoryOf(folder))?.root);
    }
    for (const entry of entries) {
      await breath();
      if (entry.type === 'directory') continue;
      if (/\/\.git(\/|$)/.test(entry.path)) {
        versions.set(entry.path, 'repository');
        continue;
      }
      const home = homeOf(path.dirname(entry.path), nested, homes);
      if (home === undefined) {
        versions.set(entry.path, 'unversioned');
        continue;
      }
      const group = asked.get(home) ?? { targets: new Set(), entries: [] };
      asked.set(home, group);
      group.entries.push(entry);
      const start = starts.length > MOST_STARTS ? undefined : starts.find((one) => inside(entry.path, one));
      group.targets.add(start === undefined || !start.startsWith(`${home}/`) ? home : start);
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
        : await fileStates(repository, [...targets], entries, signal);
    if (!answer.known) {
      unknown.push({ code: `unknown.git-${answer.why}`, values: { path: root, message: answer.message } });
    }
    for (const entry of entries) {
      await breath();
      versions.set(entry.path, (answer.known ? answer.states.get(entry.path) : undefined) ?? 'unchecked');
    }
  }
  return { of: versions, doomed, unknown };
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
