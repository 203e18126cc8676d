import type { Effect } from '../effect/effect.ts';
import { isInside } from '../effect/path.ts';
import { pathOf } from '../effect/place.ts';
import type { RulingInput } from './rulingInput.ts';
import { isInHead, wholeOf } from './settledEffects.ts';

/** `git mv a b`: git keeps `a` as HEAD has it. What was changed in it since, and what lay in it beside, is `b`'s alone from then on. */
export function isMovedByGit({ kind, object }: Effect): boolean {
  return kind === 'git.change' && object.type === 'file';
}

/** Whether an effect changes or takes away what `git mv` has put there before, of which git has not every byte. */
export function changesMoved(effect: Effect, { effects, facts }: Pick<RulingInput, 'effects' | 'facts'>): boolean {
  const path = pathOf(effect);
  if (typeof facts === 'string' || path === undefined) return false;
  const isIn = (other: Effect, start: number): boolean => {
    const place = /^file\.(?:create|write)$/.test(other.kind) ? pathOf(other) : undefined;
    const isEarlier = other !== effect && start < other.range[0] && other.range[0] < effect.range[0];
    return isEarlier && place !== undefined && (isInside(path, place) || isInside(place, path));
  };
  const isKept = (source: string): boolean => {
    const matches = facts.globs.find(({ pattern }) => pattern === wholeOf(source))?.matches ?? [source];
    return matches.every((match) => facts.paths.some((fact) => fact.path === match && isInHead(fact)));
  };
  return effects.some(
    (moved) =>
      isMovedByGit(moved) &&
      effects.some((other) => isIn(other, moved.range[0])) &&
      !isKept(pathOf(moved) ?? moved.object.name),
  );
}
