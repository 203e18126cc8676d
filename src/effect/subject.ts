import { LOSING_KINDS } from './baseLevel.ts';
import type { Effect } from './effect.ts';
import { staysHere } from './loopback.ts';
import { isHarmlessDevice, isRegenerated, pathOf, placeOf } from './place.ts';
import type { Ground, Place } from './place.ts';
import { PERSON_KEYS } from './tellingNames.ts';
import type { Trait } from './trait.ts';
import { isInside } from './path.ts';
import { slashed } from './windowsPath.ts';
import { isProductionFolder, saysProduction } from './words.ts';

/** What is known of an effect when its level is made. */
export interface Subject {
  readonly effect: Effect;
  readonly ground: Ground;
  readonly path: string | undefined;
  readonly place: Place | undefined;
  /** Something else in the same action talks to a machine that is not this one, or reaches a credential. */
  readonly network: boolean;
  readonly credentials: boolean;
}

export function subjectOf(
  effect: Effect,
  ground: Ground,
  around: { readonly network: boolean; readonly credentials: boolean },
): Subject {
  const path = pathOf(effect);
  return {
    effect,
    ground,
    path,
    place: path === undefined ? undefined : placeOfObject(effect, path, ground),
    ...around,
  };
}

/** A pattern that matches all of its folder stands for the folder; any other stands for files in it. */
function placeOfObject(effect: Effect, path: string, ground: Ground): Place {
  const { type, name } = effect.object;
  // Only what tools make again is taken from the folder, however deep.
  if (type === 'glob' && isRegenerated(name) && isInside(path, ground.workspace)) return 'inside';
  // All files of one kind are much of a workspace, and not the whole of it.
  if (type === 'glob' && path === ground.workspace && /\/\*\*\/(?=[^/]*$)[^/]*[^/*.?{},[\]]/.test(name))
    return 'inside';
  // `/**/*.conf` goes through all of its folder.
  if (type !== 'glob' || /(?<!\/\.?\*+)\/(?:\.?\*+|\{,\.\}\*)(?:\/\*+)*$|\/\*\*\//.test(slashed(name)))
    return placeOf(path, ground);
  return placeOf(name, ground);
}

export const has = (subject: Subject, trait: Trait): boolean => subject.effect.traits.includes(trait);
export const kind = (subject: Subject): Effect['kind'] => subject.effect.kind;
export const isFileChange = (subject: Subject): boolean =>
  kind(subject).startsWith('file.') && kind(subject) !== 'file.read';
export const takesTree = (subject: Subject): boolean =>
  has(subject, 'recursive') ||
  subject.effect.object.type === 'directory' ||
  subject.effect.object.type === 'glob' ||
  // A home folder, the workspace or git's store is a tree, however it is written.
  /^(?:root|home|workspace)$/.test(subject.place ?? '') ||
  (subject.path?.endsWith('/.git') === true && subject.place === 'repository');
export const losesTree = (subject: Subject): boolean =>
  takesTree(subject) && /^file\.(?:delete|move|permission)$/.test(kind(subject));
export const isProduction = ({ effect, ground }: Subject): boolean => namesProduction(effect, ground);
export const isLocal = ({ effect }: Subject): boolean =>
  effect.environment === 'local' && !effect.traits.includes('remote');
export const losesData = (subject: Subject): boolean => LOSING_KINDS.has(kind(subject));
export const everyRow = (subject: Subject): boolean =>
  has(subject, 'no-where') || has(subject, 'constant-where') || has(subject, 'whole-table');
/** It names what tools make again. */
export const isMadeAgain = ({ effect, path }: Subject): boolean =>
  path !== undefined && isRegenerated(effect.object.type === 'glob' ? effect.object.name : path);
export const isDevice = ({ path }: Subject): boolean => path !== undefined && isHarmlessDevice(path);
export const isUnknown = (subject: Subject): boolean => kind(subject) === 'exec.opaque';

/** What it hits lies on some server or in some cloud, and nothing says on which. */
export const isPlaceless = ({ effect }: Subject): boolean =>
  effect.environment === 'unknown' &&
  /^(?:sql|store|infra)\./.test(effect.kind) &&
  !(effect.object.connection !== undefined && staysHere(effect.object.connection.target));

/** What of a name says where it is: a table `live_events` is anywhere, a table of the database `shop_live` is not. */
function placeIn({ type, name }: Effect['object']): string {
  if (!/^(?:table|view|column|function)$/.test(type)) return name;
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(0, dot);
}

/** Folders from which machines serve others. */
const SERVED = /^\/(?:srv|var|opt|mnt|media|data|apps?|www|usr\/local)\//;

/** Whether an effect happens in production, by its label or by a name that says so. */
export function namesProduction(effect: Effect, ground: Ground): boolean {
  if (effect.environment === 'production' || effect.traits.includes('production')) return true;
  if (saysProduction(effect.object.connection?.target ?? '')) return true;
  // Names of databases, hosts and branches mean it; a file's path may say `prod` of anything but a folder that is served.
  if (!effect.kind.startsWith('file.')) return saysProduction(placeIn(effect.object));
  const path = pathOf(effect);
  return path !== undefined && SERVED.test(path) && isProductionFolder(path) && !isInside(path, ground.workspace);
}

/** It reads what lets anybody act as this person elsewhere. */
export function opensPersonKeys({ effect, ground }: Subject): boolean {
  const { name } = effect.object;
  return effect.kind === 'secret.read' && !isInside(name, ground.workspace) && PERSON_KEYS.test(slashed(name));
}
