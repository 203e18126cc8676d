import type { Intent } from '../action/intent.ts';
import type { PreviewReport } from '../preview/preview.ts';
import type { Execution, HoldState, Outcome } from './decision.ts';
import type { Judgement } from './judgement.ts';

/** Where an intent came in, for the record and for what a lost connection means. */
export type Way = 'socket' | 'folder' | 'hook';

/** Why an intent ended otherwise than by a person's gesture on this very hold; a sentence is made of it on output. */
export type Why =
  /** The same id came with another action: both are refused. */
  | 'conflict'
  /** The same action was denied in this session less than 10 minutes ago. */
  | 'repeat'
  /** Its last waiting request, or its process, went away. */
  | 'runner-gone'
  /** The runner took it back. */
  | 'taken-back'
  /** A person dismissed what an earlier life of the editor had left. */
  | 'dismissed'
  | 'time-over'
  | 'stopped';

/** One filed intent and all that is known of it. Immutable: each transition makes a new one with `revision` + 1. */
export interface Hold {
  readonly id: string;
  readonly token: string;
  readonly intent: Intent;
  readonly way: Way;
  readonly digest: string;
  readonly cwd: string;
  readonly workspace: string;
  readonly judgement: Judgement;
  readonly previews: readonly PreviewReport[];
  readonly state: HoldState;
  readonly execution?: Execution;
  readonly outcome?: Outcome;
  /** When it arrived: wall clock, milliseconds since 1970. */
  readonly filedAt: number;
  /** Its place among all that came to this window: of two in one millisecond the first is shown first. 0: of an earlier life. */
  readonly order: number;
  readonly decidedAt?: number;
  readonly expiresAt: number;
  readonly by?: 'person' | 'rules' | 'clock' | 'runner' | 'stop';
  readonly note?: string;
  readonly why?: Why;
  /** Compact JWS, only in `passed` and `approved`. */
  readonly grant?: string;
  /** How many times this digest came again within 10 minutes of a deny. */
  readonly repeats: number;
  /** Its runner went with an earlier life of the editor: Dismiss only, until it re-attaches. */
  readonly orphan: boolean;
  readonly revision: number;
}
