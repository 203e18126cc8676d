import type { Remark } from '../../preview.ts';
import { shownName, type Table } from './schema.ts';

export const WOULD_FAIL: Remark = { code: 'note.would-fail', values: {} };
export const UNSTEADY: Remark = { code: 'note.unsteady', values: {} };

/** Remarks once each. */
export function unique(remarks: readonly Remark[]): readonly Remark[] {
  const seen = new Set<string>();
  return remarks.filter((remark) => {
    const key = JSON.stringify(remark);
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Its rows stay changed whatever becomes of the transaction. */
export function noRollback(table: Table): readonly Remark[] {
  if (table.transactional) return [];
  return [{ code: 'note.no-rollback', values: { name: shownName(table), engine: table.engine } }];
}

/** A row for which there is no partition is refused. `set`: the columns that change; undefined: all. */
export function partDoubts(table: Table, set: readonly string[] | undefined): readonly Remark[] {
  const { parts } = table;
  if (parts === undefined) return [];
  const asked = set === undefined || set.some((name) => parts.toLowerCase().includes(name.toLowerCase()));
  return asked ? [{ code: 'note.checks', values: { name: shownName(table) } }] : [];
}
