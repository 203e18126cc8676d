import type { Effect } from '../effect/effect.ts';
import { over } from './condition/amount.ts';
import { effectMet, fits, gistOf } from './compile.ts';
import type { CompiledRule } from './compile.ts';
import type { Condition } from './condition/conditions.ts';
import { anyMet } from './condition/met.ts';
import type { Met } from './condition/met.ts';
import type { RuleSubject } from './condition/subject.ts';
import type { When } from './file/ruleFile.ts';

/** How one rule stands to an action. */
export interface Explained {
  readonly rule: CompiledRule;
  readonly fit: Met;
  readonly conditions: readonly { readonly name: keyof When; readonly met: Met }[];
}

/**
 * Every condition of a rule, met or not. One that speaks of single effects is met when it is for any of them, a threshold
 * when all effects that the rule speaks of come to more together.
 */
export function explain(rule: CompiledRule, effects: readonly Effect[], subject: RuleSubject): Explained {
  const fit = fits(rule, effects, subject, gistOf(effects, subject));
  return {
    rule,
    fit: fit === undefined ? 'unmet' : fit.named === 'met' && fit.counted === 'met' ? 'met' : 'unknown',
    conditions: rule.conditions.map((condition) => ({
      name: condition.name,
      met: metOf(condition, rule, effects, subject),
    })),
  };
}

function metOf(condition: Condition, rule: CompiledRule, effects: readonly Effect[], subject: RuleSubject): Met {
  switch (condition.of) {
    case 'action':
      return condition.test(subject);
    case 'effect':
      return anyMet(effects.map((effect) => condition.test(effect, subject)));
    case 'amount': {
      const selected = effects.filter((effect) => effectMet(rule, effect, subject) !== 'unmet');
      const counted = over(condition.limit, subject.count(selected, condition.name));
      return counted === 'running' ? 'unknown' : counted;
    }
  }
}
