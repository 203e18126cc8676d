import type { Effect } from '../effect/effect.ts';
import type { ObjectType } from '../effect/object.ts';
import type { Ground } from '../effect/place.ts';
import { pathOf, placeOf } from '../effect/place.ts';
import { protectionOf } from '../effect/protectedPath.ts';
import type { Trait } from '../effect/trait.ts';
import type { Objection } from './objection.ts';

/** Traits that leave a read a plain read. Any other trait needs a person. */
const PLAIN_TRAITS: ReadonlySet<Trait> = new Set([
  'recursive',
  'forced',
  'no-where',
  'constant-where',
  'whole-table',
  'cascade',
  'names-only',
  'tracked-only',
  'empty',
  'overwrites',
]);

/** The trait for which a person looks, as a code. */
export function traitObjection(effect: Effect): Objection | undefined {
  const odd = effect.traits.find((trait) => !PLAIN_TRAITS.has(trait));
  return odd === undefined ? undefined : `trait.${odd}`;
}

/** What an object is beyond a plain file of the workspace, as a code: nothing of the kind passes. */
export function plainFileObjection(
  effect: Pick<Effect, 'object'>,
  ground: Ground,
  or?: ObjectType,
): Objection | undefined {
  const path = effect.object.type === 'file' || effect.object.type === or ? pathOf(effect) : undefined;
  return path === undefined ? 'unknown-object' : plainPathObjection(path, ground);
}

export function plainPathObjection(path: string, ground: Ground): Objection | undefined {
  if (placeOf(path, ground) !== 'inside') return 'outside';
  const protection = protectionOf(path)[0];
  return protection === undefined ? undefined : `protected.${protection}`;
}
