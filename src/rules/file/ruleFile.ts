import type { Environment } from '../../effect/effect.ts';
import type { Level } from '../../effect/level.ts';
import type { Pattern } from '../condition/pattern.ts';

/** UTF-16 units of a rules file. */
export const LARGEST_RULE_FILE = 1024 * 1024;

/** What a rule does, from the loosest to the strictest. */
export const OUTCOMES = ['pass', 'hold', 'confirm', 'two-person', 'refuse'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Day = (typeof DAYS)[number];

/** One value or several, of which one must fit. */
export type OneOf<T> = T | readonly T[];

/** More than this many of what the effect hits. A number that is not known meets it. */
export interface Threshold {
  readonly over: number;
}

/** From `from` up to, not including, `to`, local time `HH:MM`; over midnight when `to` is the earlier. */
export interface Hours {
  readonly from: string;
  readonly to: string;
  readonly days?: readonly Day[];
}

/** All that is given must fit. Nothing given fits every action. */
export interface When {
  /** `sql.delete`, `sql.*` or `*`. */
  readonly effect?: OneOf<string>;
  /** The object's name, as the card shows it. */
  readonly object?: OneOf<Pattern>;
  /** A path: relative to the workspace, absolute, or from `~/`. */
  readonly path?: OneOf<string>;
  readonly environment?: OneOf<Environment>;
  readonly level?: OneOf<Level>;
  readonly agent?: OneOf<Pattern>;
  readonly session?: OneOf<string>;
  /** The whole command, word by word; `{word}`, `{name}`, `{number}` and `{path}` stand for one word of that form. */
  readonly command?: readonly string[];
  readonly rows?: Threshold;
  readonly files?: Threshold;
  readonly bytes?: Threshold;
  readonly time?: Hours;
  /** Script files whose text is read along, by their SHA-256: a changed script no longer fits. */
  readonly scripts?: readonly { readonly path: string; readonly sha256: string }[];
}

export interface Rule {
  readonly id: string;
  /** Who answers for it. Wanted of every rule that passes something. */
  readonly owner?: string;
  readonly when: When;
  readonly then: Outcome;
  /** The action has at least this level. */
  readonly level?: Level;
  readonly snapshot?: 'required';
  /** What the runner must state: `claim.summary`, `claim.rollback`. */
  readonly require?: readonly ('reason' | 'rollback')[];
  /** Shown on the card and sent to the agent. */
  readonly because?: string;
  /** The last day on which a passing rule counts, `YYYY-MM-DD`. */
  readonly expires?: string;
  readonly examples?: readonly Example[];
}

/** What a text comes to under this file; run by `keyturn rules test`. */
export interface Example {
  readonly text: string;
  readonly kind?: 'shell' | 'sql';
  readonly dialect?: string;
  readonly expect: Outcome;
}

/** Names what is production, staging or local. A label that loosens counts only when a person has accepted it. */
export interface EnvironmentLabel {
  readonly environment: Exclude<Environment, 'unknown'>;
  /** Database, host, connection or cluster, as the card names it. */
  readonly target?: OneOf<Pattern>;
  readonly branch?: OneOf<Pattern>;
  readonly path?: OneOf<string>;
}

export interface RuleFile {
  readonly version: 1;
  readonly environments: readonly EnvironmentLabel[];
  readonly rules: readonly Rule[];
  readonly examples: readonly Example[];
}

export const NO_RULES: RuleFile = { version: 1, environments: [], rules: [], examples: [] };

export function listOf<T>(value: OneOf<T> | undefined): readonly T[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<T>(value: OneOf<T>): value is readonly T[] {
  return Array.isArray(value);
}
