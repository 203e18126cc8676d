import type { Remark } from '../../preview.ts';
import type { Table } from '../tables/schema.ts';

/** New values of rows, as a query whose columns are named after the table's. */
export interface NewRows {
  readonly table: Table;
  readonly columns: readonly string[];
  /** Gives `n0`, `n1` … for these columns. */
  readonly query: string;
}

export interface Verdict {
  readonly doubts: readonly Remark[];
  readonly unknown: readonly Remark[];
}
