/** Every state an intent can be in. All but `held` are final. */
export const FINAL_STATES = ['passed', 'refused', 'approved', 'denied', 'expired', 'withdrawn', 'stopped'] as const;
export type FinalState = (typeof FINAL_STATES)[number];
export type HoldState = 'held' | FinalState;

/** What became of a grant. */
export type Execution = 'claimed' | 'finished' | 'unknown';

/** Rows of one table that one kind of change really hit. */
export interface TableOutcome {
  /** With its schema or database. */
  readonly table: string;
  /** `insert`, `update`, `delete`, `truncate` or `drop`. */
  readonly change: string;
  /** As the person was shown them; absent where no exact count was shown. */
  readonly shown?: number;
  readonly rows: number;
}

/** Tables of one outcome; what is beyond is in the sum alone. */
export const MOST_OUTCOME_TABLES = 200;

/** What Keyturn saw, or the runner reported. */
export interface Outcome {
  readonly exitCode?: number;
  readonly signal?: string;
  readonly rows?: number;
  /** Of SQL, table by table: what was shown and what really changed. */
  readonly tables?: readonly TableOutcome[];
  readonly error?: string;
  /** True when Keyturn's own `run`, `exec` or `sql` executed the approved bytes. */
  readonly sealed: boolean;
}
