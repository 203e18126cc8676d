import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Answer } from './client/answer.ts';

const CHANGES = ['insert', 'update', 'delete'] as const;
type Change = (typeof CHANGES)[number];

/** The rows that the person was shown. */
export interface Expected {
  /** Lower-case table name ⇒ change ⇒ rows. What a cascade or a trigger adds belongs to the same sum. */
  readonly changes: ReadonlyMap<string, ReadonlyMap<Change, number>>;
  /** Tables that would be dropped, with their rows. */
  readonly drops: readonly { readonly table: string; readonly rows: number }[];
  /** Every count was exact: then a table that was not shown must not change at all. */
  readonly whole: boolean;
}

export interface Difference {
  readonly table: string;
  readonly change: Change | 'drop';
  readonly shown: number;
  readonly real: number;
}

export function expectedCounts(preview: NonNullable<Answer['preview']>): Expected {
  const changes = new Map<string, Map<Change, number>>();
  const drops: { table: string; rows: number }[] = [];
  const unsure: [string, Change][] = [];
  let whole = preview.length > 0;
  for (const { object, verb, count } of preview) {
    if (object.type !== 'table') continue;
    const table = object.name.toLowerCase();
    const rows = count.kind === 'exact' ? count.value : undefined;
    if (rows === undefined) whole = false;
    if (verb === 'drop') {
      if (rows !== undefined) drops.push({ table: object.name, rows });
      continue;
    }
    const change = changeOf(verb);
    if (change === undefined) continue;
    if (rows === undefined) unsure.push([table, change]);
    const sums = changes.get(table) ?? new Map<Change, number>();
    changes.set(table, sums.set(change, (sums.get(change) ?? 0) + (rows ?? 0)));
  }
  // A part that is not known makes the sum unknown: there is nothing to compare with.
  for (const [table, change] of unsure) changes.get(table)?.delete(change);
  return { changes, drops, whole };
}

/** A cascade says what it sets (`set null`); what REPLACE takes away fires no trigger and is not counted here. */
function changeOf(verb: string): Change | undefined {
  if (verb.startsWith('set ')) return 'update';
  return CHANGES.find((change) => change === verb);
}

export interface Watch {
  /** Watches tables that have come since. */
  install(): void;
  /** ALTER TABLE trips over the triggers. */
  remove(): void;
  differences(): readonly Difference[];
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
  const dropped = expected.drops.map(({ table, rows }): Difference => {
    const real = Number(db.prepare(`SELECT count(*) AS rows FROM main.${quoted(table)}`).get()?.['rows']);
    return { table, change: 'drop', shown: rows, real };
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
    differences: () => [...dropped.filter(({ shown, real }) => shown !== real), ...changed(counted, expected)],
  };
}

function changed(
  counted: readonly { readonly table: string; readonly change: Change; readonly rows: number }[],
  expected: Expected,
): readonly Difference[] {
  const real = new Map<string, Difference>();
  for (const { table, change, rows } of counted) {
    const shown = expected.changes.get(table.toLowerCase())?.get(change) ?? (expected.whole ? 0 : undefined);
    if (shown === undefined) continue;
    const key = `${change} ${table.toLowerCase()}`;
    real.set(key, { table, change, shown, real: (real.get(key)?.real ?? 0) + rows });
  }
  return [...real.values()].filter((one) => one.shown !== one.real);
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
