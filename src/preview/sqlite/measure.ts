import type { DatabaseSync } from 'node:sqlite';
import type { Remark } from '../preview.ts';
import type { Counters } from './counters.ts';
import { failure } from './failure.ts';
import type { Guard } from './guard.ts';
import type { ForeignKey } from './schema.ts';
import type { Statement } from './statements.ts';
import type { TableHit } from './tableHit.ts';
import type { RowChange } from './touchedRows.ts';

/** Rows by table and change. */
export type Changes = ReadonlyMap<string, Readonly<Partial<Record<RowChange, number>>>>;

export interface Measured {
  readonly counts: Changes;
  /** By table, rows that are updated and stay, each once. */
  readonly lasting: ReadonlyMap<string, number>;
  readonly samples: ReadonlyMap<string, TableHit['sample']>;
  /** SQLite's own count of rows changed directly. */
  readonly changed: number;
}

/** Leaves a savepoint `keyturn_step` open behind it when it went well. */
export function measure(
  guard: Guard,
  database: DatabaseSync,
  counters: Counters,
  statement: Statement,
): Measured | Remark {
  database.exec('SAVEPOINT keyturn_step');
  const measured = measureHere(guard, database, counters, statement);
  if ('code' in measured && database.isTransaction) database.exec('ROLLBACK TO keyturn_step; RELEASE keyturn_step');
  return measured;
}

export function measureHere(
  guard: Guard,
  database: DatabaseSync,
  counters: Counters,
  statement: Statement,
): Measured | Remark {
  counters.reset();
  const run = guard.watch(() => database.prepare(statement.text).run());
  const failed = failure(run);
  if (failed !== undefined) return failed;
  const counts = new Map<string, Partial<Record<RowChange, number>>>();
  const lasting = new Map<string, number>();
  const samples = new Map<string, TableHit['sample']>();
  for (const [table, hits] of counters.hits()) {
    if (hits.update?.lasting !== undefined) lasting.set(table, hits.update.lasting);
    for (const change of ['delete', 'update', 'insert'] as const) {
      const hit = hits[change];
      if (hit === undefined) continue;
      counts.set(table, { ...counts.get(table), [change]: hit.rows });
      samples.set(`${change} ${table}`, hit.sample);
    }
  }
  return { counts, lasting, samples, changed: Number(run.result?.changes ?? 0) };
}

/** What a foreign key makes of a child whose parent's rows go. */
export function actionOn(child: string, keys: readonly ForeignKey[], counts: Changes): string {
  const actions = new Set<string>();
  for (const key of keys) {
    const lost = [...counts].some(([table, changes]) => same(table, key.parent) && (changes.delete ?? 0) > 0);
    if (same(key.child, child) && lost && key.onDelete.startsWith('set')) actions.add(key.onDelete);
  }
  const [only] = actions;
  return actions.size === 1 && only !== undefined ? only : 'update';
}

/** The changed table whose rows take those of `child` along; where several do, the first that is another one. */
export function parentOf(child: string, keys: readonly ForeignKey[], counts: Changes): string | undefined {
  const parents = keys.filter((key) => same(key.child, child)).map(({ parent }) => parent);
  const changed = [...counts]
    .filter(([, { delete: gone = 0, update = 0 }]) => gone + update > 0)
    .map(([table]) => table)
    .filter((table) => parents.some((parent) => same(parent, table)));
  return changed.find((table) => !same(table, child)) ?? changed[0];
}

/** SQLite's names do not tell upper from lower case. */
export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
