import type { Effect } from '../effect/effect.ts';
import type { Facts } from './facts.ts';
import type { RulingInput } from './rulingInput.ts';

/** `git branch -M main`, where no other branch is called so: nothing is replaced. */
export function isFreeRename({ kind, object, range }: Effect, { freeBranches = [] }: Facts): boolean {
  return (
    kind === 'git.history' &&
    object.type === 'branch' &&
    freeBranches.some((free) => free.range[0] === range[0] && free.range[1] === range[1])
  );
}

/** The same, and nothing of the text has made one by then. */
export function isFirstRename(effect: Effect, { facts, effects }: RulingInput): boolean {
  if (facts === 'no-disk' || (facts !== 'unasked' && !isFreeRename(effect, facts))) return false;
  return !effects.some(
    ({ kind, object, range }) => range[0] < effect.range[0] && kind.startsWith('git.') && object.type !== 'repository',
  );
}
