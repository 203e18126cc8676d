/** One-time proof that a view of this hold, at this revision, was drawn. */
export interface Ticket {
  readonly nonce: string;
  readonly id: string;
  readonly revision: number;
  readonly seen: string;
  /** Monotonic milliseconds before which no gesture counts. */
  readonly readyAt: number;
}

/** Milliseconds after every change of what is shown in which no gesture counts. */
export const DEAD_TIME = 600;
export const DEAD_TIME_CRITICAL = 1500;
