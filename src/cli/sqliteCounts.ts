import type { DatabaseSync } from 'node:sqlite';
import type { Answer } from './client/answer.ts';

type Verb = 'insert' | 'update' | 'delete';

/** Rows of one table that the person was shown, to be compared with what really happens. */
export interface Expected {
  readonly table: string;
  /** `all`: the statement takes the table as a whole (DROP); its rows are counted before. */
  readonly verb: Verb | 'all';
  readonly rows: number;
}

export interface Difference extends Expected {
  readonly real: number;
}

/** The exact counts of an approved preview, by table and verb: what a cascade or a trigger adds belongs to the same sum. */
export function expectedCounts(preview: NonNullable<Answer['preview']>): readonly Expected[] {
  const sums = new Map<string, Expected>();
  const unsure = new Set<string>();
  for (const { object, verb: said, count } of preview) {
    if (object.type !== 'table') continue;
    const verb = verbOf(said);
    const key = `${verb} ${object.name.toLowerCase()}`;
    if (count.kind !== 'exact' || count.value === undefined) unsure.add(key);
    else sums.set(key, { table: object.name, verb, rows: (sums.get(key)?.rows ?? 0) + count.value });
  }
  // A part that is not known makes the sum unknown: there is nothing to compare with.
  return [...sums].filter(([key]) => !unsure.has(key)).map(([, expected]) => expected);
}

function verbOf(said: string): Expected['verb'] {
  switch (said) {
    case 'insert':
    case 'update':
    case 'delete':
      return said;
    case 'set null':
    case 'set default':
      return 'update';
    default:
      return 'all';
  }
}

/**
 * Counts rows as they change, by triggers of this connection only (TEMP): nothing of it reaches the file. Returns what
 * differs from the expected, to be asked inside the transaction. Throws when a table cannot be watched.
 */
export function watchCounts(db: DatabaseSync, expected: readonly Expected[]): () => readonly Difference[] {
  const counter = 'keyturn_counts';
  db.exec(`CREATE TEMP TABLE ${counter} (what INTEGER PRIMARY KEY, rows INTEGER NOT NULL)`);
  const before = new Map<number, number>();
  expected.forEach(({ table, verb }, what) => {
    db.prepare(`INSERT INTO ${counter} VALUES (?, 0)`).run(what);
    if (verb === 'all') {
      before.set(what, Number(db.prepare(`SELECT count(*) AS rows FROM main.${quoted(table)}`).get()?.['rows']));
      return;
    }
    db.exec(
      `CREATE TEMP TRIGGER keyturn_${what} AFTER ${verb} ON main.${quoted(table)} BEGIN ` +
        `UPDATE ${counter} SET rows = rows + 1 WHERE what = ${what}; END`,
    );
  });
  return () =>
    expected.flatMap((one, what) => {
      const real =
        before.get(what) ?? Number(db.prepare(`SELECT rows FROM ${counter} WHERE what = ?`).get(what)?.['rows']);
      return real === one.rows ? [] : [{ ...one, real }];
    });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
