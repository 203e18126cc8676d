import type { Action } from '../action/action.ts';
import type { TextRange } from '../effect/effect.ts';

/** Where a command begins. */
const LOOP = /(?:^|[;&|({`\n]|\b(?:do|then|else)\s)\s*(?:for|while|until)\s/g;
const DONE = /(?:^|[\s;&|])done(?=[\s;&|)}`]|$)/g;
/** Words whose command runs any number of times. */
const REPEATS = /(?:^|[\s({`])(?:xargs|parallel|watch)\s/;

/** Whether what stands in this range of a shell text may run more than once: no reading says how often. */
export function mayRepeat(action: Action, [start]: TextRange): boolean {
  if (action.kind !== 'shell') return false;
  const before = (action.command ?? '').slice(0, start);
  const open = (before.match(LOOP)?.length ?? 0) - (before.match(DONE)?.length ?? 0);
  return open > 0 || REPEATS.test(before.split(/[;&|\n]/).at(-1) ?? '');
}
