import type { Effect } from '../effect/effect.ts';
import { worse } from '../effect/level.ts';
import type { Level } from '../effect/level.ts';
import { traitObjection } from './plainEffect.ts';
import { actionMet, effectMet, fits, gistOf } from './compile.ts';
import type { CompiledRule, Fit } from './compile.ts';
import type { RuleSubject } from './condition/subject.ts';
import type { Requirement, Ruling } from './ruling.ts';

/** The rules in force, compiled. */
export interface RuleSet {
  readonly tightening: readonly CompiledRule[];
  /** Accepted by a person, all of them. */
  readonly passing: readonly CompiledRule[];
  /** Some tightening rule rests on what a preview may find. */
  readonly asksPreview: boolean;
}

/** What all tightening rules ask together. */
export interface Weighed {
  readonly ruling: Exclude<Ruling, 'pass'>;
  readonly requires: readonly Requirement[];
  readonly level: Level;
  /** The strictest of them, the first of these in the order of the files: the user's, then the workspace's. */
  readonly by: CompiledRule;
  /** It rests on a number that is still being counted: it may turn out milder, or become a refusal. */
  readonly pending: boolean;
}

/** The strictest of all rules that speak of the action; what is not known counts as said. Undefined: none does. */
export function weigh(
  rules: readonly CompiledRule[],
  effects: readonly Effect[],
  subject: RuleSubject,
): Weighed | undefined {
  let weighed: Weighed | undefined;
  const gist = gistOf(effects, subject);
  for (const rule of rules) {
    const fit = fits(rule, effects, subject, gist);
    if (fit === undefined) continue;
    const next = demandOf(rule, fit);
    weighed = weighed === undefined ? next : stricter(weighed, next);
  }
  return weighed;
}

function demandOf(by: CompiledRule, { named, counted }: Fit): Weighed {
  const { rule } = by;
  const refuses = rule.then === 'refuse' && named === 'met' && counted !== 'running';
  const requires: Requirement[] = [];
  // An object that is known only when the action runs is no ground to refuse it: a person looks.
  if (rule.then === 'confirm' || (rule.then === 'refuse' && named === 'unknown')) requires.push('confirm');
  if (rule.then === 'two-person') requires.push('two-person');
  // A number that is still being counted may be too many: nothing is approved before, nothing refused that may be few.
  if (rule.then === 'refuse' && named === 'met' && counted === 'running') requires.push('count');
  if (rule.snapshot !== undefined) requires.push('snapshot');
  if (rule.require?.includes('reason') === true) requires.push('reason');
  if (rule.require?.includes('rollback') === true) requires.push('rollback');
  return {
    ruling: refuses ? 'refuse' : 'hold',
    requires,
    level: rule.level ?? 'none',
    by,
    pending: counted === 'running',
  };
}

function stricter(a: Weighed, b: Weighed): Weighed {
  const strictest = rankOf(b) > rankOf(a) ? b : a;
  return {
    ruling: strictest.ruling,
    by: strictest.by,
    requires: [...new Set([...a.requires, ...b.requires])],
    level: worse(a.level, b.level),
    pending: a.pending || b.pending,
  };
}

/** Refusal, then what asks for most. */
function rankOf({ ruling, requires }: Weighed): number {
  if (ruling === 'refuse') return 3;
  if (requires.includes('two-person') || requires.includes('snapshot') || requires.includes('count')) return 2;
  return requires.length > 0 ? 1 : 0;
}

/**
 * Whether accepted rules let this one effect pass. What is not known is not let through, and how it happens (as another
 * user, on another machine, decoded) only where the rule names the whole command.
 */
export function passedBy(
  rules: readonly CompiledRule[],
  effect: Effect,
  subject: RuleSubject,
): CompiledRule | undefined {
  return rules.find(
    (rule) =>
      effect.certainty === 'certain' &&
      isInTime(rule, subject) &&
      (rule.program !== undefined || traitObjection(effect) === undefined) &&
      actionMet(rule, subject) === 'met' &&
      effectMet(rule, effect, subject) === 'met',
  );
}

function isInTime({ rule }: CompiledRule, { now }: RuleSubject): boolean {
  return rule.expires === undefined || now.date <= rule.expires;
}
