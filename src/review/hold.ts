import type { Intent } from '../action/intent.ts';
import type { PreviewReport } from '../preview/preview.ts';
import type { Execution, HoldState, Outcome } from './decision.ts';
import type { Judgement } from './judgement.ts';

/** One filed intent and all that is known of it. Immutable: each transition makes a new one with `revision` + 1. */
export interface Hold {
  readonly id: string;
  readonly token: string;
  readonly intent: Intent;
  readonly digest: string;
  readonly cwd: string;
  readonly workspace: string;
  readonly judgement: Judgement;
  readonly previews: readonly PreviewReport[];
  readonly state: HoldState;
  readonly execution?: Execution;
  readonly outcome?: Outcome;
  /** Wall clock, milliseconds since 1970. */
  readonly filedAt: number;
  readonly decidedAt?: number;
  readonly expiresAt: number;
  readonly by?: 'person' | 'rules' | 'clock' | 'runner' | 'stop';
  readonly note?: string;
  /** Compact JWS, only in `passed` and `approved`. */
  readonly grant?: string;
  /** How many times this digest came again within 10 minutes of a deny. */
  readonly repeats: number;
  /** Its runner went with an earlier life of the editor: Dismiss only, until it re-attaches. */
  readonly orphan: boolean;
  readonly revision: number;
}
