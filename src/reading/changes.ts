import { sourcesOf } from '../effect/brought.ts';
import type { Effect } from '../effect/effect.ts';
import { baseName, globFolder, isInside } from '../effect/path.ts';
import { pathOf } from '../effect/place.ts';
import type { Change, Reading } from './reader.ts';

const CHANGING = /^file\.(?:create|write|move|delete)$/;
/** What stands behind a pattern's last wildcard. It begins nowhere else: tried from each letter, a long name took its square. */
const LAST_PART = /(?<![^*?[\]{}/])[^*?[\]{}/]*$/;

/** What may have been changed when a text runs. Of what runs again or later that is known only when all is read. */
export type Before = () => readonly Change[];

export const NOTHING_BEFORE: Before = () => [];

/** What a reading changes on disk, and where in its text. */
export function changesOf(reading: Reading): readonly (readonly [start: number, change: Change])[] {
  const named = reading.effects.flatMap((effect) => {
    const change = changeBy(effect, reading.effects);
    return change === undefined ? [] : ([[effect.range[0], change]] as const);
  });
  return [...named, ...(reading.checkouts ?? []).map((one) => [one.range[0], one.change] as const)];
}

function changeBy(effect: Effect, effects: readonly Effect[]): Change | undefined {
  if (!CHANGING.test(effect.kind)) return undefined;
  const { type, name } = effect.object;
  // A folder that is only made is empty; a file may be a link to another one.
  if (effect.kind === 'file.create' && type !== 'file') return undefined;
  if (type === 'glob') {
    const over = sourcesOf(effect, effects).length === 0;
    return { place: globFolder(name), ending: LAST_PART.exec(name)?.[0] ?? '', to: 'any', ...(over ? { over } : {}) };
  }
  const place = pathOf(effect);
  return place === undefined ? undefined : { place, to: 'any' };
}

/** Whether what stands at these places of a text may run in any order. */
export function isUnordered({ unordered = [] }: Reading, ...places: readonly number[]): boolean {
  return unordered.some(([start, end]) => places.every((at) => at >= start && at < end));
}

/** Whether the file may be another by then. What is written to a folder's name comes to lie in it. */
export function mayChange({ place, ending = '' }: Change, file: string): boolean {
  return isInside(file, place) && baseName(file).endsWith(ending);
}

/** Whether a file that is not there may be by then. */
export function mayMake(change: Change, file: string): boolean {
  return change.to === 'any' && change.over !== true && mayChange(change, file);
}
