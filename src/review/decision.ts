/** Every state an intent can be in. All but `held` are final. */
export const FINAL_STATES = ['passed', 'refused', 'approved', 'denied', 'expired', 'withdrawn', 'stopped'] as const;
export type FinalState = (typeof FINAL_STATES)[number];
export type HoldState = 'held' | FinalState;

/** What became of a grant. */
export type Execution = 'claimed' | 'finished' | 'unknown';

/** What Keyturn saw, or the runner reported. */
export interface Outcome {
  readonly exitCode?: number;
  readonly signal?: string;
  readonly rows?: number;
  readonly error?: string;
  /** True when Keyturn's own `run`, `exec` or `sql` executed the approved bytes. */
  readonly sealed: boolean;
}
