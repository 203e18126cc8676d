import type { Outcome } from './file/ruleFile.ts';
import type { Verdict } from './ruling.ts';

/** A verdict in the words of a rules file: what an example expects. */
export function outcomeOf({ ruling, requires }: Pick<Verdict, 'ruling' | 'requires'>): Outcome {
  if (ruling !== 'hold') return ruling;
  if (requires.includes('two-person')) return 'two-person';
  return requires.includes('confirm') ? 'confirm' : 'hold';
}
