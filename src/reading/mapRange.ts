import type { TextRange } from '../effect/effect.ts';
import type { Embedded } from './reader.ts';

/** Makes a range in a text into a range in the outermost text. */
export type RangeMap = (range: TextRange) => TextRange;

/** A map for the outermost text itself: it only keeps ranges inside. */
export function withinText(length: number): RangeMap {
  return (range) => clamp(range, 0, length);
}

/**
 * A map for an embedded text: letter by letter where the carrier gives offsets or holds it verbatim, else the whole
 * carrier range. Whatever a reader claims, the result lies inside the carrier's range.
 */
export function withinCarrier(embedded: Embedded, length: number, carrier: RangeMap): RangeMap {
  const outer = embedded.range;
  const { offsets } = embedded;
  if (offsets !== undefined) {
    return (range) => {
      const [start, end] = clamp(range, 0, length);
      const from = offsets[start] ?? (start === length ? outer[1] : undefined);
      // The end is one past the last unit's own place: the next unit may stand behind a quote or an escape.
      const last = end > start ? offsets[end - 1] : from === undefined ? undefined : from - 1;
      if (from === undefined || last === undefined || last + 1 < from) return carrier(outer);
      return carrier(clamp([from, last + 1], outer[0], outer[1]));
    };
  }
  if (embedded.verbatim)
    return (range) => {
      const [start, end] = clamp(range, 0, length);
      return carrier(clamp([outer[0] + start, outer[0] + end], outer[0], outer[1]));
    };
  return () => carrier(outer);
}

/** The part of a range that lies in `[low, high]`; not a number counts as `low`, and the end never comes before the start. */
function clamp(range: TextRange, low: number, high: number): TextRange {
  const start = bound(range[0], low, high);
  return [start, Math.max(start, bound(range[1], low, high))];
}

function bound(value: number, low: number, high: number): number {
  return Number.isNaN(value) ? low : Math.min(Math.max(Math.trunc(value), low), high);
}
