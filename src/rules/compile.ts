import type { Effect } from '../effect/effect.ts';
import { over } from './condition/amount.ts';
import type { Counted } from './condition/amount.ts';
import { compileConditions } from './condition/conditions.ts';
import type { Condition } from './condition/conditions.ts';
import { maskOf, meet } from './condition/kindMask.ts';
import type { KindMask } from './condition/kindMask.ts';
import type { Met } from './condition/met.ts';
import type { RuleSubject } from './condition/subject.ts';
import { kindsOf } from './file/kindsOf.ts';
import type { Rule } from './file/ruleFile.ts';

/** Whose file a rule stands in. */
export type Layer = 'user' | 'workspace';

/** A rule made ready to be held against actions, once for each file. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly layer: Layer;
  readonly conditions: readonly Condition[];
  /** Kinds of effects that it speaks of; absent: it says nothing of kinds. */
  readonly kinds?: KindMask;
  /** The program of its command; absent: it says nothing of commands. */
  readonly program?: string;
  /** It rests on what a preview may find. */
  readonly asksPreview: boolean;
  readonly ofAction: readonly (Condition & { readonly of: 'action' })[];
  readonly ofEffect: readonly (Condition & { readonly of: 'effect' })[];
  readonly ofAmount: readonly (Condition & { readonly of: 'amount' })[];
}

export function compileRule(rule: Rule, layer: Layer): CompiledRule {
  const conditions = compileConditions(rule);
  const { effect, command, level, environment } = rule.when;
  const ofAmount = conditions.filter((condition) => condition.of === 'amount');
  return {
    rule,
    layer,
    conditions,
    ...(effect === undefined ? {} : { kinds: maskOf(kindsOf(rule.when)) }),
    ...(command?.[0] === undefined ? {} : { program: command[0] }),
    asksPreview: ofAmount.length > 0 || level !== undefined || environment !== undefined,
    ofAction: conditions.filter((condition) => condition.of === 'action'),
    ofEffect: conditions.filter((condition) => condition.of === 'effect'),
    ofAmount,
  };
}

/** How a rule fits an action that it speaks of. */
export interface Fit {
  /** `unknown`: what it names may be what the action hits, which is known only when it runs. */
  readonly named: Exclude<Met, 'unmet'>;
  /** Whether its thresholds are met. */
  readonly counted: Exclude<Counted, 'unmet'>;
}

/** What is asked first of every rule: the kinds of the effects and the programs of the commands. */
export interface Gist {
  readonly kinds: KindMask;
  readonly programs: ReadonlySet<string>;
}

export function gistOf(effects: readonly Effect[], { commands }: RuleSubject): Gist {
  return {
    kinds: maskOf(effects.map(({ kind }) => kind)),
    programs: new Set(commands.map(({ argv }) => argv[0] ?? '')),
  };
}

/** Whether the rule speaks of the action: of the whole, and of one of its effects where it selects effects. */
export function fits(
  rule: CompiledRule,
  effects: readonly Effect[],
  subject: RuleSubject,
  gist: Gist,
): Fit | undefined {
  if (rule.kinds !== undefined && !meet(rule.kinds, gist.kinds)) return undefined;
  if (rule.program !== undefined && !gist.programs.has(rule.program)) return undefined;
  const whole = actionMet(rule, subject);
  if (whole === 'unmet') return undefined;
  if (rule.ofEffect.length === 0 && rule.ofAmount.length === 0) return { named: whole, counted: 'met' };
  let named: Met = 'unmet';
  for (const effect of effects) {
    const one = effectMet(rule, effect, subject);
    if (one !== 'unmet') named = one;
    if (one === 'met') break;
  }
  if (named === 'unmet') return undefined;
  const counted = amountMet(rule, effects, subject);
  return counted === 'unmet' ? undefined : { named: whole === 'unknown' ? whole : named, counted };
}

/** Whether the whole action is one that the rule speaks of. */
export function actionMet({ ofAction }: CompiledRule, subject: RuleSubject): Met {
  let all: Met = 'met';
  for (const { test } of ofAction) {
    const one = test(subject);
    if (one === 'unmet') return one;
    if (one === 'unknown') all = one;
  }
  return all;
}

/** Whether an effect is one that the rule speaks of. The action is not asked again. */
export function effectMet({ ofEffect }: CompiledRule, effect: Effect, subject: RuleSubject): Met {
  let all: Met = 'met';
  for (const { test } of ofEffect) {
    const one = test(effect, subject);
    if (one === 'unmet') return one;
    if (one === 'unknown') all = one;
  }
  return all;
}

/** Whether all effects that the rule speaks of, or may speak of, come to more together. */
function amountMet(rule: CompiledRule, effects: readonly Effect[], subject: RuleSubject): Counted {
  if (rule.ofAmount.length === 0) return 'met';
  const selected = effects.filter((effect) => effectMet(rule, effect, subject) !== 'unmet');
  let all: Counted = 'met';
  for (const { name, limit } of rule.ofAmount) {
    const one = over(limit, subject.count(selected, name));
    if (one === 'unmet') return one;
    if (one !== 'met' && all !== 'running') all = one;
  }
  return all;
}
