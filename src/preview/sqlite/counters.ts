import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

export type RowChange = 'delete' | 'update' | 'insert';

type Columns = readonly (readonly [column: string, value: string])[];

/** A row as it was (deleted, updated) or came (inserted): primary key first. */
export interface Row {
  readonly columns: Columns;
  /** Of an updated row the columns that change, as they become. */
  readonly becomes?: Columns;
}

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
/** Columns of an updated row that are compared: twice as many are arguments of one call, of which SQLite takes 127. */
const MOST_COMPARED = 60;

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
    found?.sample.push(rowOf(found.columns, values.slice(1)));
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
        const all = columnsOf(database, table, MOST_COMPARED);
        const names: string[] = [];
        installed.set(table, names);
        for (const change of ['delete', 'update', 'insert'] as const) {
          // Of an update, any column may be the one that changes.
          const shown = change === 'update' ? all : columns;
          const place = places.push({ table, change, columns: shown, rows: 0, sample: [] }) - 1;
          const row = change === 'insert' ? 'NEW' : 'OLD';
          const values = shown.map((name) => shortened(`${row}.${quoted(name)}`));
          if (change === 'update') values.push(...shown.map((name) => changedValue(quoted(name))));
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
function columnsOf(database: DatabaseSync, table: string, most = COLUMNS): readonly string[] {
  return database
    .prepare(`SELECT name FROM pragma_table_info(?) ORDER BY pk = 0, pk, cid LIMIT ${most}`)
    .all(table)
    .map((row) => String(row['name']));
}

/** The values as they were, and behind them, for an update, what each becomes: NULL where it stays. */
function rowOf(names: readonly string[], values: readonly unknown[]): Row {
  const was = names.map((name, index) => [name, String(values[index] ?? 'NULL')] as const);
  if (values.length === names.length) return { columns: was.slice(0, COLUMNS) };
  const becomes = names.flatMap((name, index) => {
    const value = values[names.length + index];
    return typeof value === 'string' ? [[name, value.slice(1)] as const] : [];
  });
  const changing = new Set(becomes.map(([name]) => name));
  const [key] = was;
  // The key says which row it is; beside it only what changes.
  const columns = was.filter((column) => column === key || changing.has(column[0]));
  return { columns: columns.slice(0, COLUMNS), becomes: becomes.slice(0, COLUMNS) };
}

/** NULL where a column stays as it is, else a sign and what it becomes: NULL itself must be told from no change. */
function changedValue(column: string): string {
  const value = `NEW.${column}`;
  return `CASE WHEN OLD.${column} IS ${value} COLLATE BINARY THEN NULL ELSE '=' || COALESCE(${shortened(value)}, 'NULL') END`;
}

/** Text only as long as it is shown; bytes only as their number. */
function shortened(value: string): string {
  return `CASE typeof(${value}) WHEN 'blob' THEN length(${value}) || ' bytes' WHEN 'text' THEN substr(${value}, 1, ${LETTERS}) ELSE ${value} END`;
}
