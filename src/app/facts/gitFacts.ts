import path from 'node:path';
import { isInside } from '../../effect/path.ts';
import type { Ground } from '../../effect/place.ts';
import type { Ask } from '../../reading/reader.ts';
import type { SettingsFact } from '../../rules/facts.ts';
import { headStates } from './headState.ts';
import type { HeadState } from './headState.ts';
import { isPinned } from './pinnedRequirements.ts';
import { isInForeignRepository } from './workTree.ts';
import { isInProject, changesSettings, isLockFile, settingsAround } from './toolSettings.ts';

/** What git's last commit says of the files that an action hangs on. */
export interface GitFacts {
  readonly states: ReadonlyMap<string, HeadState>;
  readonly settings: readonly SettingsFact[];
}

export const NO_GIT: GitFacts = { states: new Map(), settings: [] };

/** The files that are written or deleted, and the tool settings that project code runs by. */
export async function gitFacts(
  asks: readonly Ask[],
  written: readonly string[],
  ground: Ground,
  signal: AbortSignal,
): Promise<GitFacts> {
  const wanted = asks.filter((ask) => ask.ask === 'settings-kept');
  if (written.length === 0 && wanted.length === 0) return NO_GIT;
  const around = wanted.map((ask) =>
    isInside(ask.directory, ground.workspace) && !isInForeignRepository(ask.directory, ground.workspace)
      ? settingsOf(ask.directory, ask.script, ground.workspace)
      : undefined,
  );
  const states = await headStates([...written, ...around.flatMap((files) => files ?? [])], signal);
  const settings = wanted.map(({ range, lock, file: wantedLock, directory, changed = [] }, index): SettingsFact => {
    const files = around[index];
    const same = files?.every((file) => states.get(file)?.tracked === true && states.get(file)?.modified === false);
    const isWanted = (file: string): boolean =>
      wantedLock === undefined
        ? isLockFile(file)
        : path.basename(file) === wantedLock && (isLockFile(file) || isPinned(file));
    if (changed.some((change) => changesSettings(change, directory, files ?? []))) return { range, lock, kept: false };
    const none = files?.length === 0 && !isInProject(ground.workspace);
    return {
      range,
      lock,
      kept: none || (same === true && files?.length !== 0 && (!lock || (files ?? []).some(isWanted))),
    };
  });
  return { states, settings };
}

function settingsOf(directory: string, script: string | undefined, workspace: string): readonly string[] | undefined {
  const around = settingsAround(directory, workspace);
  return around === undefined || script === undefined ? around : [...around, script];
}
