import { EFFECT_KINDS } from './kind.ts';
import { MODIFIERS } from './modifier.ts';

/** Rule ids of problems: what could not be read, and why. Readers may add to the list; each has a sentence. */
const PROBLEM_RULES = [
  'problem.environment',
  'problem.incomplete',
  'problem.judge-failed',
  'problem.late',
  'problem.no-reader',
  'problem.reader-failed',
  'problem.reader-not-loaded',
  'problem.syntax',
  'problem.too-deep',
  'problem.too-long',
  'problem.too-many',
  'problem.unread-file',
] as const;

/** Rule ids of what the disk says against a pass. */
export const FACT_RULES = [
  'facts.holds-secret',
  'facts.late',
  'facts.link-gate',
  'facts.link-out',
  'facts.link-persist',
  'facts.link-private',
  'facts.link-scripts',
  'facts.link-secret',
  'facts.link-state',
  'facts.not-looked',
  'facts.program',
  'facts.other-top',
  'facts.special',
] as const;

/** Every rule id that a finding of the core can carry: a kind's own, a modifier's, a problem's, a fact's. */
export function ruleIds(): readonly string[] {
  return [...EFFECT_KINDS, ...MODIFIERS.map(({ rule }) => rule), ...PROBLEM_RULES, ...FACT_RULES];
}
