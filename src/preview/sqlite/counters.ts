import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

export type RowChange = 'delete' | 'update' | 'insert';

/** A row as it was (deleted, updated) or came (inserted): primary key first. */
export type Row = readonly (readonly [column: string, value: string])[];

export interface Hits {
  readonly rows: number;
  readonly sample: readonly Row[];
}

/** Counts every row change of every table by temporary triggers, whatever caused it. */
export interface Counters {
  /** Names of this connection's own functions: for the authorizer. */
  readonly functions: ReadonlySet<string>;
  /** Makes triggers for all tables that have none yet. */
  install(): void;
  /** Removes all: ALTER TABLE would trip over them. */
  remove(): void;
  reset(): void;
  hits(): ReadonlyMap<string, Readonly<Partial<Record<RowChange, Hits>>>>;
  isOwn(trigger: string): boolean;
}

const SAMPLE = 5;
const COLUMNS = 6;
const LETTERS = 60;

/** `name` for a table of the main schema. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Ordinary tables of the main schema; virtual tables and their shadows take no triggers. */
export function tablesOf(database: DatabaseSync): readonly string[] {
  return database
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all()
    .map((row) => String(row['name']));
}

export function openCounters(database: DatabaseSync): Counters {
  // A text under review cannot guess the names and call them.
  const mark = `keyturn_${randomBytes(8).toString('hex')}`;
  const places: { table: string; change: RowChange; columns: readonly string[]; rows: number; sample: Row[] }[] = [];
  const installed = new Map<string, string[]>();

  database.function(`${mark}_hit`, (place: unknown) => {
    const found = places[Number(place)];
    if (found === undefined) return 0;
    found.rows += 1;
    return found.rows <= SAMPLE ? 1 : 0;
  });
  database.function(`${mark}_row`, { varargs: true, useBigIntArguments: true }, (...values: readonly unknown[]) => {
    const found = places[Number(values[0])];
    found?.sample.push(found.columns.map((name, index) => [name, String(values[index + 1] ?? 'NULL')] as const));
    return 0;
  });

  return {
    functions: new Set([`${mark}_hit`, `${mark}_row`]),
    install() {
      const present = tablesOf(database);
      for (const table of [...installed.keys()]) if (!present.includes(table)) installed.delete(table);
      for (const table of present) {
        if (installed.has(table)) continue;
        const columns = columnsOf(database, table);
        const names: string[] = [];
        installed.set(table, names);
        for (const change of ['delete', 'update', 'insert'] as const) {
          const place = places.push({ table, change, columns, rows: 0, sample: [] }) - 1;
          const row = change === 'insert' ? 'NEW' : 'OLD';
          const values = columns.map((name) => shortened(`${row}.${quoted(name)}`));
          const trigger = `${mark}_${place}`;
          database.exec(
            `CREATE TEMP TRIGGER ${trigger} AFTER ${change} ON main.${quoted(table)} WHEN ${mark}_hit(${place})
             BEGIN SELECT ${mark}_row(${[place, ...values].join(', ')}); END`,
          );
          names.push(trigger);
        }
      }
    },
    remove() {
      for (const names of installed.values())
        for (const name of names) database.exec(`DROP TRIGGER IF EXISTS temp.${name}`);
      installed.clear();
    },
    reset() {
      for (const place of places) {
        place.rows = 0;
        place.sample = [];
      }
    },
    hits() {
      const found = new Map<string, Partial<Record<RowChange, Hits>>>();
      for (const { table, change, rows, sample } of places) {
        if (rows > 0) found.set(table, { ...found.get(table), [change]: { rows, sample } });
      }
      return found;
    },
    isOwn: (trigger) => trigger.startsWith(mark),
  };
}

/** Primary key first, then the table's order; a few are enough to know a row by. */
function columnsOf(database: DatabaseSync, table: string): readonly string[] {
  return database
    .prepare(`SELECT name FROM pragma_table_info(?) ORDER BY pk = 0, pk, cid LIMIT ${COLUMNS}`)
    .all(table)
    .map((row) => String(row['name']));
}

/** Text only as long as it is shown; bytes only as their number. */
function shortened(value: string): string {
  return `CASE typeof(${value}) WHEN 'blob' THEN length(${value}) || ' bytes' WHEN 'text' THEN substr(${value}, 1, ${LETTERS}) ELSE ${value} END`;
}
