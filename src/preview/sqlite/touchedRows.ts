/** What happens to a row. */
export type RowChange = 'delete' | 'update' | 'insert';

/** Counts what happens to one table's rows, and of how many rows in the end it can be said that they were updated. */
export interface TouchedRows {
  /** `keys`: of an update the row's key as it was and, behind it, as it becomes. */
  touch(change: RowChange, keys: readonly unknown[]): void;
  times(change: RowChange): number;
  /**
   * Rows that were updated and are still there, each once, however often triggers and keys came back to it. Undefined: there
   * are more than are told apart.
   */
  updated(): number | undefined;
  reset(): void;
}

/** Rows of one table that are told apart; their keys lie in memory. */
const MOST_TOLD_APART = 1_000_000;

/** `width`: columns of a row's key; 0: rows of this table cannot be told apart. */
export function openTouchedRows(width: number): TouchedRows {
  let times = { delete: 0, update: 0, insert: 0 };
  /** Keys of updated rows as they are now. */
  let updated: Set<unknown> | undefined;
  const reset = (): void => {
    times = { delete: 0, update: 0, insert: 0 };
    updated = width === 0 ? undefined : new Set();
  };
  reset();
  return {
    touch(change, keys) {
      times[change] += 1;
      if (updated === undefined || (change !== 'update' && updated.size === 0)) return;
      // A row that comes with this key has replaced the one that had it.
      updated.delete(keyOf(keys.slice(0, width)));
      if (change !== 'update') return;
      updated.add(keyOf(keys.slice(width)));
      if (updated.size > MOST_TOLD_APART) updated = undefined;
    },
    times: (change) => times[change],
    updated: () => updated?.size,
    reset,
  };
}

function keyOf(values: readonly unknown[]): unknown {
  const [only] = values;
  // Numbers take less room than big ones and are as exact.
  if (values.length === 1 && typeof only === 'bigint')
    return only >= Number.MIN_SAFE_INTEGER && only <= Number.MAX_SAFE_INTEGER ? Number(only) : only;
  return JSON.stringify(
    values.map((value) =>
      value instanceof Uint8Array ? ['bytes', Buffer.from(value).toString('hex')] : [typeof value, String(value)],
    ),
  );
}
