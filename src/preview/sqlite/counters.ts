import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { openTouchedRows, type RowChange, type TouchedRows } from './touchedRows.ts';

type Columns = readonly (readonly [column: string, value: string])[];

/** A row as it was (deleted, updated) or came (inserted): primary key first. */
export interface Row {
  readonly columns: Columns;
  /** Of an updated row the columns that change, as they become. */
  readonly becomes?: Columns;
}

export interface Hits {
  /** How often it happened; to an updated row it may happen more than once. */
  readonly rows: number;
  /** Of an update: rows that stay and are changed, each once. Absent: too many to tell apart. */
  readonly lasting?: number;
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
  const places: {
    table: string;
    change: RowChange;
    columns: readonly string[];
    sample: Row[];
    touched: TouchedRows;
  }[] = [];
  const installed = new Map<string, string[]>();

  database.function(`${mark}_hit`, { varargs: true, useBigIntArguments: true }, (...values: readonly unknown[]) => {
    const found = places[Number(values[0])];
    if (found === undefined) return 0;
    found.touched.touch(found.change, values.slice(1));
    return found.touched.times(found.change) <= SAMPLE ? 1 : 0;
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
        const key = keyOf(database, table);
        const names: string[] = [];
        installed.set(table, names);
        const touched = openTouchedRows(key.length);
        for (const change of ['delete', 'update', 'insert'] as const) {
          // Of an update, any column may be the one that changes.
          const shown = change === 'update' ? all : columns;
          const place = places.push({ table, change, columns: shown, sample: [], touched }) - 1;
          const row = change === 'insert' ? 'NEW' : 'OLD';
          const keys = (change === 'update' ? ['OLD', 'NEW'] : [row]).flatMap((one) =>
            key.map((column) => `${one}.${column}`),
          );
          const values = shown.map((name) => shortened(`${row}.${quoted(name)}`));
          if (change === 'update') values.push(...shown.map((name) => changedValue(quoted(name))));
          const trigger = `${mark}_${place}`;
          database.exec(
            `CREATE TEMP TRIGGER ${trigger} AFTER ${change} ON main.${quoted(table)} WHEN ${mark}_hit(${[place, ...keys].join(', ')})
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
        place.touched.reset();
        place.sample = [];
      }
    },
    hits() {
      const found = new Map<string, Partial<Record<RowChange, Hits>>>();
      for (const { table, change, sample, touched } of places) {
        const rows = touched.times(change);
        const lasting = change === 'update' ? touched.updated() : undefined;
        const hits: Hits = { rows, sample, ...(lasting === undefined ? {} : { lasting }) };
        if (rows > 0) found.set(table, { ...found.get(table), [change]: hits });
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

/** By what its rows are told apart; empty: a table without such columns, since three of its own have the names of the row's number. */
function keyOf(database: DatabaseSync, table: string): readonly string[] {
  const columns = database.prepare('SELECT name, pk FROM pragma_table_xinfo(?)').all(table);
  const isWithoutRowid = database
    .prepare(`SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?`)
    .get(table);
  if (isWithoutRowid?.['wr'] === 1) return columns.filter(({ pk }) => pk !== 0).map(({ name }) => quoted(String(name)));
  const taken = new Set(columns.map(({ name }) => String(name).toLowerCase()));
  return ['rowid', '_rowid_', 'oid'].filter((name) => !taken.has(name)).slice(0, 1);
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
