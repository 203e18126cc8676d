import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { CHANGES, shownFor, type Change, type Expected, type Measured } from './counts.ts';

export interface Watch {
  /** Watches tables that have come since. */
  install(): void;
  /** ALTER TABLE trips over the triggers. */
  remove(): void;
  measured(): readonly Measured[];
}

/**
 * Counts rows as they change, by triggers of this connection only (TEMP): nothing of it reaches the file. Apart from the
 * preview's counters on purpose: those also draw samples of rows, and a fault in them must not agree with itself here.
 */
export function watchCounts(db: DatabaseSync, expected: Expected): Watch {
  // A text under review must not be able to guess the name and count for itself.
  const mark = `keyturn_${randomBytes(8).toString('hex')}`;
  const counted: { readonly table: string; readonly change: Change; rows: number }[] = [];
  const triggers = new Map<string, string[]>();
  db.function(mark, (place: unknown) => {
    const found = counted[Number(place)];
    if (found !== undefined) found.rows += 1;
    return 0;
  });
  const removed = expected.removals.map(({ table, removal, rows }): Measured => {
    const real = Number(db.prepare(`SELECT count(*) AS rows FROM main.${quoted(table)}`).get()?.['rows']);
    return { table, change: removal, shown: rows, real };
  });
  const isAsked = expected.whole || expected.changes.size > 0;
  return {
    install() {
      for (const table of isAsked ? tablesOf(db) : []) {
        if (triggers.has(table)) continue;
        const names = CHANGES.map((change) => {
          const place = counted.push({ table, change, rows: 0 }) - 1;
          const name = `${mark}_${place}`;
          db.exec(
            `CREATE TEMP TRIGGER ${name} AFTER ${change} ON main.${quoted(table)} BEGIN SELECT ${mark}(${place}); END`,
          );
          return name;
        });
        triggers.set(table, names);
      }
    },
    remove() {
      for (const name of [...triggers.values()].flat()) db.exec(`DROP TRIGGER IF EXISTS temp.${name}`);
      triggers.clear();
    },
    measured: () => [...removed, ...changed(counted, expected)],
  };
}

/** SQLite takes names of tables in any case. */
export function foldSqlite(name: string): string {
  return name.toLowerCase();
}

function changed(
  counted: readonly { readonly table: string; readonly change: Change; readonly rows: number }[],
  expected: Expected,
): readonly Measured[] {
  const measured = new Map<string, Measured>();
  const removed = new Set(expected.removals.map(({ table }) => foldSqlite(table)));
  for (const { table, change, rows } of counted) {
    const name = foldSqlite(table);
    // Of a table that is dropped, rows that refer to others of its own go by their key first: they were shown as dropped.
    const shown = removed.has(name) ? expected.changes.get(name)?.get(change) : shownFor(expected, name, change);
    const key = `${change} ${name}`;
    const real = (measured.get(key)?.real ?? 0) + rows;
    measured.set(key, { table, change, ...(shown === undefined ? {} : { shown }), real });
  }
  // What was neither shown nor changed is nothing to tell.
  return [...measured.values()].filter(({ shown = 0, real }) => shown > 0 || real > 0);
}

/** Ordinary tables of the file; virtual tables and their shadows take no triggers. */
function tablesOf(db: DatabaseSync): readonly string[] {
  return db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .all()
    .map((row) => String(row['name']));
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
