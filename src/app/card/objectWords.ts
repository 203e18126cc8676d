import { visibleLine } from '../../action/visible.ts';
import type { EffectObject } from '../../effect/object.ts';
import { OBJECT_WORDS, wordsWithoutName } from '../sentences/effects.ts';

const PATHS: ReadonlySet<string> = new Set(['file', 'directory', 'glob', 'worktree', 'repository']);

/** The object's name as a person reads it: paths from the workspace, hidden characters as marks, nothing cut. */
export function objectName(object: EffectObject, workspace: string): string {
  return visibleLine(PATHS.has(object.type) ? shortPath(object.name, workspace) : object.name);
}

/** `table orders`, `folder build`; where the name says no more than that there may be many: `volumes`, `pod objects` */
export function objectWords(object: EffectObject, workspace: string): string {
  const isRoot = PATHS.has(object.type) && object.name === workspace;
  if (isRoot) return 'the whole workspace';
  const word = OBJECT_WORDS[object.type];
  const unnamed = wordsWithoutName(object);
  if (unnamed !== undefined) return unnamed;
  return word === '' ? objectName(object, workspace) : `${word} ${objectName(object, workspace)}`;
}

/** From the workspace where it lies inside, else absolute. */
export function shortPath(path: string, workspace: string): string {
  if (path === workspace) return '.';
  return path.startsWith(`${workspace}/`) ? path.slice(workspace.length + 1) : path;
}
