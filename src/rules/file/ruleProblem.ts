import type { TextRange } from '../../effect/effect.ts';

/** What is wrong with a rules file. `app/sentences/rules.ts` makes sentences of it. */
const RULE_CODES = [
  'too-large', // values.limit bytes
  'too-slow', // values.seconds
  'syntax',
  'too-deep',
  'duplicate-key', // values.key
  'unknown-field', // values.key, values.like
  'missing', // values.field
  'wrong-type', // values.expected
  'wrong-value', // values.expected, values.like
  'too-long', // values.limit
  'too-short',
  'pattern', // not a regular expression of RE2
  'hole', // an unknown {…} in a command
  'hole-command', // the command's first word is a hole
  'duplicate-id', // values.id
  'pass-everything', // a rule that passes whatever there is
  'pass-floor', // passes what never passes; values.kind
  'pass-claim', // passes by what an agent says of itself; values.field
  'pass-count', // passes by a number that may be unknown; values.field
  'pass-demand', // passes and demands something; values.field
  'label-empty', // an environment that names nothing
  'owner', // passes something and nobody answers for it
  'broad', // passes any object of a kind that changes things; values.kind
  'shadowed', // an earlier rule asks for as much of all that this one speaks of; values.by
  'dead', // no action fits: the path climbs; values.path
  'expired', // values.date
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

export interface RuleProblem {
  readonly code: RuleCode;
  /** Where it stands in the file, UTF-16. */
  readonly range: TextRange;
  /** As `rules.2.when.effect`; empty for the file as a whole. */
  readonly field: string;
  readonly values: Readonly<Record<string, string>>;
  /** An error: the file is not taken. A warning: it is. */
  readonly severity: 'error' | 'warning';
}
