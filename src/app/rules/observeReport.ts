import type { PastAction } from './pastActions.ts';

/** What observe mode would have done. */
export interface ObserveReport {
  readonly actions: number;
  readonly passed: number;
  readonly held: readonly string[];
  readonly refused: readonly string[];
}

/** Of the shell commands of a record since observe mode began. */
export function observeReport(past: readonly PastAction[]): ObserveReport {
  const of = (ruling: PastAction['observed']): readonly string[] =>
    past.filter(({ observed }) => observed === ruling).map(({ command }) => command);
  const held = of('hold');
  const refused = of('refuse');
  return { actions: past.length, passed: past.length - held.length - refused.length, held, refused };
}
