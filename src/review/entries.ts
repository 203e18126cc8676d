import type { FinalState } from './decision.ts';
import type { Hold } from './hold.ts';
import type { RecordEntry } from './recordEntry.ts';

/** The record's line of a filed intent. `at`: when it is written, so that no line is older than the one before it. */
export function intentEntry(hold: Hold, at: number): RecordEntry {
  const { verdict, reading, files, unfixed } = hold.judgement;
  const { action, claim, runner } = hold.intent;
  return {
    type: 'intent',
    at,
    id: hold.id,
    digest: hold.digest,
    cwd: hold.cwd,
    way: hold.way,
    runner,
    action,
    ...(claim === undefined ? {} : { claim }),
    expiresAt: hold.expiresAt,
    ruling: verdict.ruling,
    ...(verdict.observed === undefined ? {} : { observed: verdict.observed }),
    reason: verdict.reason,
    level: verdict.level,
    ...(files.length === 0 ? {} : { files }),
    ...(unfixed === undefined ? {} : { unfixed }),
    effects: reading.effects.map(({ kind, object, certainty, undo, environment }) => ({
      kind,
      object,
      certainty,
      undo,
      environment,
    })),
  };
}

export interface DecisionDetails {
  readonly state: FinalState;
  readonly by: NonNullable<Hold['by']>;
  readonly at: number;
  readonly note?: string;
  readonly why?: Hold['why'];
  /** Hash of the view that was rendered, for an approval. */
  readonly seen?: string;
  readonly jti?: string;
  readonly grant?: string;
}

export function decisionEntry(hold: Hold, details: DecisionDetails): RecordEntry {
  const { state, by, at, note, why, seen, jti, grant } = details;
  return {
    type: 'decision',
    at,
    id: hold.id,
    digest: hold.digest,
    state,
    by,
    ...(note === undefined ? {} : { note }),
    ...(why === undefined ? {} : { why }),
    ...(seen === undefined ? {} : { seen }),
    ...(jti === undefined ? {} : { jti }),
    ...(grant === undefined ? {} : { grant }),
  };
}
