import { EFFECT_KINDS } from '../../effect/kind.ts';
import type { EffectKind } from '../../effect/kind.ts';

/** A set of effect kinds, one bit each: whether two sets meet is asked for each rule and each action. */
export interface KindMask {
  readonly low: number;
  readonly high: number;
}

const BITS = 32;
const PLACE: ReadonlyMap<EffectKind, number> = new Map(EFFECT_KINDS.map((kind, index) => [kind, index]));

export function maskOf(kinds: Iterable<EffectKind>): KindMask {
  let low = 0;
  let high = 0;
  for (const kind of kinds) {
    const place = PLACE.get(kind) ?? 0;
    if (place < BITS) low |= 1 << place;
    else high |= 1 << (place - BITS);
  }
  return { low, high };
}

export function meet(a: KindMask, b: KindMask): boolean {
  return (a.low & b.low) !== 0 || (a.high & b.high) !== 0;
}
