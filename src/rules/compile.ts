import type { Effect } from '../effect/effect.ts';
import { compileConditions } from './condition/conditions.ts';
import type { Condition } from './condition/conditions.ts';
import { allMet, anyMet } from './condition/met.ts';
import type { Met } from './condition/met.ts';
import type { RuleSubject } from './condition/subject.ts';
import type { Rule } from './file/ruleFile.ts';

/** Whose file a rule stands in. */
export type Layer = 'user' | 'workspace';

/** A rule made ready to be held against actions, once for each file. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly layer: Layer;
  /** Whether the whole action is one that the rule speaks of. */
  ofAction(subject: RuleSubject): Met;
  /** Whether an effect is one that the rule speaks of. The action is not asked again. */
  ofEffect(effect: Effect, subject: RuleSubject): Met;
  /** The rule says something of single effects; else it speaks of the action as a whole. */
  readonly selectsEffects: boolean;
  readonly conditions: readonly Condition[];
}

export function compileRule(rule: Rule, layer: Layer): CompiledRule {
  const conditions = compileConditions(rule);
  const action = conditions.filter((condition) => condition.of === 'action');
  const effect = conditions.filter((condition) => condition.of === 'effect');
  return {
    rule,
    layer,
    conditions,
    selectsEffects: effect.length > 0,
    ofAction: (subject) => (action.length === 0 ? 'met' : allMet(mapped(action, ({ test }) => test(subject)))),
    ofEffect: (one, subject) =>
      effect.length === 0 ? 'met' : allMet(mapped(effect, ({ test }) => test(one, subject))),
  };
}

/** Whether the rule speaks of the action: of the whole, and of one of its effects where it selects effects. */
export function fits(rule: CompiledRule, effects: readonly Effect[], subject: RuleSubject): Met {
  const whole = rule.ofAction(subject);
  if (whole === 'unmet' || !rule.selectsEffects) return whole;
  return allMet([whole, anyMet(mapped(effects, (effect) => rule.ofEffect(effect, subject)))]);
}

/** One at a time: what settles a question early leaves the rest unasked. */
function* mapped<T, U>(items: readonly T[], make: (item: T) => U): Generator<U> {
  for (const item of items) yield make(item);
}
