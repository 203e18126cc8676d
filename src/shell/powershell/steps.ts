import type { TextRange } from '../../effect/effect.ts';
import { opaque } from '../effects/act.ts';
import { nextStep } from '../state/run.ts';
import type { Run } from '../state/run.ts';
import { callFor } from './callFor.ts';
import type { State } from './state.ts';

/**
 * Statements and commands that are followed in one text. What agents type has a dozen; without this bound a text of 32 KiB
 * that is nothing but commands takes several times its 50 ms.
 */
const MAX_STEPS = 500;

export function boundSteps(run: Run): void {
  run.steps = Math.min(run.steps, MAX_STEPS);
}

/** Loops and functions repeat, and pipelines are long: past a number of steps nothing more is followed, and that is said. */
export function isSpent(state: State, range: TextRange): boolean {
  const { run } = state.shell;
  const step = nextStep(run);
  if (step === 'end') opaque(callFor(state, '', range), '', range, 'problem.too-long');
  return step !== 'read';
}
