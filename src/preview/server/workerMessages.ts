import type { ServerLook } from './serverHit.ts';
import type { Target } from './target.ts';
import type { Remark } from '../preview.ts';

export interface SessionLimits {
  /** Milliseconds one query may take. */
  readonly statement: number;
  /** Milliseconds it may wait for a lock. */
  readonly lock: number;
}

/** One database, and the texts that would run in it one after another. */
export interface ServerJob {
  readonly target: Target;
  readonly texts: readonly string[];
  readonly limits: SessionLimits;
}

export type FromServerWorker =
  | { readonly type: 'counting'; readonly look: ServerLook }
  | { readonly type: 'done'; readonly look: ServerLook }
  | { readonly type: 'unable'; readonly why: Remark };
