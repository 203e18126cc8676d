import type { Action } from './action.ts';

export interface RunnerIdentity {
  readonly name: string;
  readonly version?: string;
  readonly session?: string;
  readonly pid?: number;
}

/** What the agent says about its own action. Shown last, as a claim; never part of the verdict. */
export interface Claim {
  readonly summary?: string;
  readonly prompt?: string;
  readonly promptId?: string;
  readonly rollback?: string;
}

/** What a runner files before acting, decoded. Nothing in it has been believed yet. */
export interface Intent {
  readonly version: 1;
  /** ULID (26 characters of Crockford's base 32). Absent: the server makes one. */
  readonly id?: string;
  readonly runner: RunnerIdentity;
  readonly action: Action;
  readonly claim?: Claim;
  /** Seconds a hold may last, 1 to 86,400. Default 28,800. */
  readonly expiresIn?: number;
}
