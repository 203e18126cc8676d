import type { Finding } from '../effect/finding.ts';
import type { Level } from '../effect/level.ts';

export type Ruling = 'pass' | 'hold' | 'refuse';

/** What the rules ask beyond a plain approval. `count`: a number that would refuse it must be known first. */
export type Requirement = 'confirm' | 'two-person' | 'snapshot' | 'reason' | 'rollback' | 'count';

export const AUTO_PASS = ['nothing', 'reads', 'low'] as const;
export type AutoPass = (typeof AUTO_PASS)[number];

/** Which layer and rule made the ruling, for the card and the record. `rule`: a code, or the id of a rule in a file. */
export interface RulingReason {
  readonly layer: 'floor' | 'autoPass' | 'facts' | 'user' | 'workspace';
  readonly rule: string;
  /** Why the rule's author wants it so. A person's or a repository's text: hostile. */
  readonly because?: string;
}

/** What the rules say of a reading, without looking at live objects. */
export interface Verdict {
  readonly ruling: Ruling;
  readonly requires: readonly Requirement[];
  readonly level: Level;
  readonly findings: readonly Finding[];
  readonly reason: RulingReason;
  /** It rests on a number that is still being counted, and is made again when a preview brings it. */
  readonly pending?: true;
  /** Observe mode let it pass: what it would have been. */
  readonly observed?: Exclude<Ruling, 'pass'>;
}
