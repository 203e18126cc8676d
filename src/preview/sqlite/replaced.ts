import type { DatabaseSync } from 'node:sqlite';
import { tablesOf } from './counters.ts';
import type { Changes } from './measure.ts';
import { rowsOf } from './schema.ts';

/**
 * Rows that REPLACE takes away, which fires no trigger and is not counted: those that are missing in the end. Looked at in the
 * table that the statement names, and in those where its triggers put rows (`put`, in lower case).
 */
export function openReplaced(
  database: DatabaseSync,
  direct: string | undefined,
  put: ReadonlySet<string>,
): (changes: Changes) => readonly { readonly table: string; readonly before: number; readonly rows: number }[] {
  const looked = tablesOf(database).filter((table) => table === direct || put.has(table.toLowerCase()));
  const sizes = looked.map((table) => [table, rowsOf(database, table)] as const);
  return (changes) =>
    sizes.map(([table, before]) => {
      const { insert = 0, delete: gone = 0 } = changes.get(table) ?? {};
      return { table, before, rows: Math.max(0, before + insert - gone - rowsOf(database, table)) };
    });
}
