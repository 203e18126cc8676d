import type { Action } from '../action/action.ts';
import type { DigestFile } from '../action/digest.ts';
import type { Claim, RunnerIdentity } from '../action/intent.ts';
import type { Effect } from '../effect/effect.ts';
import type { Level } from '../effect/level.ts';
import type { Ruling, RulingReason } from '../rules/ruling.ts';
import type { FinalState, Outcome } from './decision.ts';
import type { Hold, Way, Why } from './hold.ts';

/** One line of the record, before redaction and chaining. `at` is wall time in milliseconds. */
export type RecordEntry =
  | {
      readonly type: 'open';
      readonly at: number;
      readonly epoch: string;
      readonly version: string;
      /** The raw Ed25519 public key that the grants and checkpoints from here on are signed with, base64url. */
      readonly key: string;
    }
  | { readonly type: 'close'; readonly at: number; readonly epoch: string }
  | {
      readonly type: 'intent';
      readonly at: number;
      readonly id: string;
      readonly digest: string;
      readonly cwd: string;
      readonly way: Way;
      readonly runner: RunnerIdentity;
      readonly action: Action;
      readonly claim?: Claim;
      readonly expiresAt: number;
      readonly ruling: Ruling;
      /** Observe mode let it pass: what it would have been. */
      readonly observed?: Exclude<Ruling, 'pass'>;
      readonly reason: RulingReason;
      readonly level: Level;
      /** Files that decide what it runs; absent when there are none. */
      readonly files?: readonly DigestFile[];
      readonly unfixed?: readonly string[];
      readonly effects: readonly Pick<Effect, 'kind' | 'object' | 'certainty' | 'undo' | 'environment'>[];
    }
  | {
      readonly type: 'decision';
      readonly at: number;
      readonly id: string;
      readonly digest: string;
      readonly state: FinalState;
      readonly by: NonNullable<Hold['by']>;
      readonly note?: string;
      readonly why?: Why;
      readonly seen?: string;
      readonly jti?: string;
      /** The grant itself, so that whoever verifies the record sees that it was signed. */
      readonly grant?: string;
    }
  | { readonly type: 'claim'; readonly at: number; readonly id: string; readonly jti: string }
  | { readonly type: 'outcome'; readonly at: number; readonly id: string; readonly outcome: Outcome }
  | { readonly type: 'refused-input'; readonly at: number; readonly way: string; readonly problem: string }
  | {
      readonly type: 'consent';
      readonly at: number;
      readonly kind: string;
      readonly sha256: string;
      readonly accepted: boolean;
    }
  | { readonly type: 'stop'; readonly at: number; readonly epoch: string }
  | { readonly type: 'resume'; readonly at: number; readonly epoch: string }
  /** A JWS over the number and the hash of the line before it. The record makes these itself. */
  | { readonly type: 'checkpoint'; readonly at: number; readonly signature: string }
  | {
      readonly type: 'alarm';
      readonly at: number;
      readonly alarm: string;
      readonly values: Readonly<Record<string, string>>;
    };
