import type { Effect } from '../effect/effect.ts';
import { fits } from './compile.ts';
import type { CompiledRule } from './compile.ts';
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

/** Every condition of a rule, met or not. One that speaks of single effects is met when it is for any of them. */
export function explain(rule: CompiledRule, effects: readonly Effect[], subject: RuleSubject): Explained {
  return {
    rule,
    fit: fits(rule, effects, subject),
    conditions: rule.conditions.map((condition) => ({
      name: condition.name,
      met:
        condition.of === 'action'
          ? condition.test(subject)
          : anyMet(effects.map((effect) => condition.test(effect, subject))),
    })),
  };
}
