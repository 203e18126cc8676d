import type { TextRange } from '../effect/effect.ts';

export function covers(outer: TextRange, inner: TextRange): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}
