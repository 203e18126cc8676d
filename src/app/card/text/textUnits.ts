import { stepBreaks } from './textRows.ts';

/** UTF-16 units of a line that is counted in steps. */
const LONGEST_STEPPED = 100_000;

/** The lines of a text, or the steps of a text of one line: what a person counts in it. */
export interface TextUnits {
  readonly kind: 'line' | 'step';
  /** Where each begins, in order; the first at 0. */
  readonly starts: readonly number[];
}

export function unitsOf(text: string): TextUnits {
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  if (lines.length > 1) return { kind: 'line', starts: lines };
  // The parts of a pipe are one step.
  const breaks =
    text.length > LONGEST_STEPPED ? [] : stepBreaks(text).filter((at) => !/[^|]\| $/.test(text.slice(at - 3, at)));
  return { kind: 'step', starts: [0, ...breaks] };
}

/** Which of them an offset lies in, counted from 0. */
export function unitAt({ starts }: TextUnits, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
