import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import type * as NodeSqlite from 'node:sqlite';
import type { DatabaseSync } from 'node:sqlite';
import type { Remark } from '../preview.ts';
import { tablesOf } from './counters.ts';
import type { DryRun } from './dryRun.ts';
import { failure, messageOf } from './failure.ts';
import { openGuard, type Guard } from './guard.ts';
import { same } from './measure.ts';
import { countQuery } from './countQuery.ts';
import { foreignKeys, rowsOf } from './schema.ts';
import { splitStatements, type Statement } from './statements.ts';
import type { TableHit } from './tableHit.ts';

type Sqlite = typeof NodeSqlite;

const MOST_STATEMENTS = 100;

/** Statements that change no row. */
const NO_ROWS = /^(?:SELECT|VALUES|EXPLAIN|ANALYZE|REINDEX|BEGIN|COMMIT|END|SAVEPOINT|RELEASE)$/;

/**
 * A database that is not copied: of each statement the rows that it names itself, counted by a SELECT of its own words. The file
 * is opened as one that nobody changes, so that nothing is locked or made beside it; where it does change, that is said.
 */
export function countOnly(sqlite: Sqlite, file: string, text: string, keysOn: boolean): DryRun {
  const isBusy = ['-wal', '-journal'].some(
    (end) => (fs.lstatSync(file + end, { throwIfNoEntry: false })?.size ?? 0) > 0,
  );
  if (isBusy) return { hits: [], unknown: [{ code: 'unknown.sql-large-busy', values: { path: file } }] };
  const before = lookOf(file);
  const place = pathToFileURL(file);
  place.search = '?immutable=1';
  const database = new sqlite.DatabaseSync(place, { readOnly: true, enableForeignKeyConstraints: keysOn });
  try {
    const guard = openGuard(sqlite, database, new Set(), () => false);
    const hits: TableHit[] = [];
    const unknown: Remark[] = [{ code: 'unknown.sql-large', values: { path: file } }];
    for (const [index, statement] of splitStatements(text).slice(0, MOST_STATEMENTS).entries()) {
      const [first = ''] = statement.keywords;
      if (NO_ROWS.test(first)) continue;
      const found = countOne(guard, database, statement, keysOn);
      if ('code' in found)
        unknown.push({ code: found.code, values: { statement: String(index + 1), ...found.values } });
      // What an earlier statement changes is not followed.
      else hits.push(hits.length === 0 ? found : { ...found, about: true });
    }
    if (lookOf(file) === before) return { hits, unknown };
    return { hits: hits.map((hit) => ({ ...hit, about: true })), unknown };
  } finally {
    database.close();
  }
}

function countOne(guard: Guard, database: DatabaseSync, statement: Statement, keysOn: boolean): TableHit | Remark {
  const query = statement.parameters ? undefined : countQuery(statement.text);
  if (statement.parameters) return { code: 'unknown.sql-parameters', values: {} };
  if (query === undefined) return { code: 'unknown.sql-large-form', values: {} };
  const prepared = guard.watch(() => database.prepare(statement.text));
  const failed = failure(prepared);
  if (failed !== undefined) return failed;
  const tables = tablesOf(database);
  const table = tables.find((one) => same(one, query.table));
  if (table === undefined) return { code: 'unknown.sql-large-form', values: {} };
  const counted = guard.watch(() => database.prepare(query.text).get());
  if (counted.error !== undefined || counted.seen.refused !== undefined)
    return failure(counted) ?? { code: 'unknown.sql-would-fail', values: { message: messageOf(counted.error) } };
  const referred = keysOn && foreignKeys(database, tables).some(({ parent }) => same(parent, table));
  const isUnsteady = query.unsteady || prepared.seen.chance;
  const isAlone = prepared.seen.triggers.size === 0 && !referred && !isUnsteady && query.verb !== 'update';
  return {
    table,
    type: 'table',
    verb: query.verb,
    via: 'direct',
    rows: Number(counted.result?.['n'] ?? 0),
    of: rowsOf(database, table),
    ...(isAlone ? {} : { about: true }),
    sample: [],
    notes: [],
  };
}

function lookOf(file: string): string {
  const { ino, size, mtimeNs } = fs.lstatSync(file, { bigint: true });
  return `${ino}/${size}/${mtimeNs}`;
}
