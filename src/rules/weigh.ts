import type { Effect } from '../effect/effect.ts';
import { worse } from '../effect/level.ts';
import type { Level } from '../effect/level.ts';
import { fits } from './compile.ts';
import type { CompiledRule } from './compile.ts';
import type { RuleSubject } from './condition/subject.ts';
import type { Requirement, Ruling } from './ruling.ts';

/** The rules in force, compiled. */
export interface RuleSet {
  readonly tightening: readonly CompiledRule[];
  /** Accepted by a person, all of them. */
  readonly passing: readonly CompiledRule[];
}

/** What all tightening rules ask together. */
export interface Weighed {
  readonly ruling: Exclude<Ruling, 'pass'>;
  readonly requires: readonly Requirement[];
  readonly level: Level;
  /** The strictest of them, the first of these in the order of the files: the user's, then the workspace's. */
  readonly by: CompiledRule;
  /** The ruling rests on a number that nobody has counted yet: it may turn out milder. */
  readonly pending: boolean;
}

/** The strictest of all rules that speak of the action; what is not known counts as said. Undefined: none does. */
export function weigh(
  rules: readonly CompiledRule[],
  effects: readonly Effect[],
  subject: RuleSubject,
): Weighed | undefined {
  let weighed: Weighed | undefined;
  for (const rule of rules) {
    const fit = fits(rule, effects, subject);
    if (fit === 'unmet') continue;
    const next = demandOf(rule, fit === 'unknown');
    weighed = weighed === undefined ? next : stricter(weighed, next);
  }
  return weighed;
}

function demandOf(by: CompiledRule, unsure: boolean): Weighed {
  const { rule } = by;
  const counts = rule.when.rows ?? rule.when.files ?? rule.when.bytes;
  // An object that is known only when the action runs is no ground to refuse it: a person looks.
  const refuses = rule.then === 'refuse' && (!unsure || counts !== undefined);
  const requires: Requirement[] = [];
  if (rule.then === 'confirm' || (rule.then === 'refuse' && !refuses)) requires.push('confirm');
  if (rule.then === 'two-person') requires.push('two-person');
  if (rule.snapshot !== undefined) requires.push('snapshot');
  if (rule.require?.includes('reason') === true) requires.push('reason');
  if (rule.require?.includes('rollback') === true) requires.push('rollback');
  return {
    ruling: refuses ? 'refuse' : 'hold',
    requires,
    level: rule.level ?? 'none',
    by,
    pending: unsure && counts !== undefined,
  };
}

function stricter(a: Weighed, b: Weighed): Weighed {
  const strictest = rankOf(b) > rankOf(a) ? b : a;
  return {
    ruling: strictest.ruling,
    by: strictest.by,
    requires: [...new Set([...a.requires, ...b.requires])],
    level: worse(a.level, b.level),
    pending: a.ruling === b.ruling ? a.pending && b.pending : strictest.pending,
  };
}

/** Refusal, then what asks for most. */
function rankOf({ ruling, requires }: Weighed): number {
  if (ruling === 'refuse') return 3;
  if (requires.includes('two-person') || requires.includes('snapshot')) return 2;
  return requires.length > 0 ? 1 : 0;
}

/** Whether accepted rules let this one effect pass. What is not known is not let through. */
export function passedBy(
  rules: readonly CompiledRule[],
  effect: Effect,
  subject: RuleSubject,
): CompiledRule | undefined {
  return rules.find(
    (rule) =>
      effect.certainty === 'certain' &&
      isInTime(rule, subject) &&
      isWhole(rule, subject) &&
      rule.ofAction(subject) === 'met' &&
      rule.ofEffect(effect, subject) === 'met',
  );
}

function isInTime({ rule }: CompiledRule, { now }: RuleSubject): boolean {
  return rule.expires === undefined || now.date <= rule.expires;
}

/** A rule that passes a command passes that command alone, not a chain that holds it. */
function isWhole({ rule }: CompiledRule, { commands }: RuleSubject): boolean {
  return rule.when.command === undefined || commands.some(({ sole }) => sole);
}
