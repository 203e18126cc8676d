import { sourcesOf } from '../effect/brought.ts';
import type { Effect } from '../effect/effect.ts';
import { baseName, globFolder, isInside } from '../effect/path.ts';
import { pathOf } from '../effect/place.ts';
import type { Objection } from './objection.ts';
import { plainPathObjection } from './plainEffect.ts';
import type { RulingInput } from './rulingInput.ts';

/** Names that come from another folder (`cp a/*.py .`): none may be one of those that programs run by themselves. */
export function broughtObjection(
  effect: Effect,
  { facts, ground, effects }: Pick<RulingInput, 'facts' | 'ground' | 'effects'>,
): Objection | undefined {
  if (typeof facts === 'string') return undefined;
  const folder = effect.object.name.slice(0, -baseName(effect.object.name).length - 1);
  for (const { object } of sourcesOf(effect, effects)) {
    const matches = facts.globs.find(({ pattern }) => pattern === object.name)?.matches;
    if (matches === undefined) return 'unknown-object';
    const from = globFolder(object.name);
    const isFilled = (other: Effect): boolean => {
      const path = /^file\.(?:create|write|move)$/.test(other.kind) ? pathOf(other) : undefined;
      return path !== undefined && (isInside(path, from) || isInside(from, path));
    };
    // The same text brings what it copies.
    if (matches.length === 0 && effects.some((other) => other !== effect && isFilled(other))) return 'not-there';
    for (const match of matches) {
      const odd = plainPathObjection(`${folder}/${baseName(match)}`, ground);
      if (odd !== undefined) return odd;
    }
  }
  return undefined;
}
