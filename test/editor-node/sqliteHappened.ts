import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { PreviewReport } from '../../src/preview/preview.ts';

/** Rows of one table that were changed, each once, by what came of them. */
export interface Happened {
  /** Rows that went: deleted, replaced or dropped with their table. */
  readonly gone: number;
  readonly changed: number;
  readonly come: number;
}

/** What a text really does. */
export interface Real {
  readonly tables: Readonly<Record<string, Happened>>;
  /** Rows that SQLite says the last statement itself has changed. */
  readonly own: number;
}

type Rows = ReadonlyMap<string, readonly string[]>;

/** Every row by its tag; rows that the text itself puts in have none. */
function rowsOf(database: DatabaseSync): Rows {
  const names = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    .all()
    .map(({ name }) => String(name));
  return new Map(
    names.map((name) => [
      name,
      database
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map((row) => JSON.stringify(row)),
    ]),
  );
}

const tagOf = (row: string): string | null => (JSON.parse(row) as { tag: string | null }).tag;

/** What a text really does to a copy of the file, by table. Undefined: it fails. */
export function happened(file: string, text: string): Real | undefined {
  const copy = `${file}.real`;
  fs.copyFileSync(file, copy);
  const database = new DatabaseSync(copy, { enableForeignKeyConstraints: true });
  try {
    const before = rowsOf(database);
    database.exec(text);
    const own = Number(database.prepare('SELECT changes() AS n').get()?.['n']);
    const after = rowsOf(database);
    const found: Record<string, Happened> = {};
    for (const [name, rows] of before) {
      const now = after.get(name) ?? [];
      const tagged = new Map(now.map((row) => [tagOf(row), row]));
      const stayed = rows.filter((row) => tagged.has(tagOf(row)));
      found[name] = {
        gone: rows.length - stayed.length,
        changed: stayed.filter((row) => tagged.get(tagOf(row)) !== row).length,
        come: now.length - stayed.length,
      };
    }
    return { tables: found, own };
  } catch {
    return undefined;
  } finally {
    database.close();
  }
}

/** Where a report differs from what happened; undefined: nowhere. */
export function difference(report: PreviewReport, text: string, { tables, own }: Real): string | undefined {
  const named = report.entries
    .filter(({ via, verb }) => via === 'direct' && verb !== 'replace')
    .reduce((sum, { count }) => sum + (count.value ?? 0), 0);
  if (!/;|^(?:DROP|ALTER)/.test(text) && named !== own) return `${own} rows of its own`;
  for (const [name, { gone, changed, come }] of Object.entries(tables)) {
    const told = (verbs: RegExp, vias = /./): number =>
      report.entries
        .filter(({ object, verb, via }) => object.name === name && verbs.test(verb) && vias.test(via))
        .reduce((sum, { count }) => sum + (count.value ?? 0), 0);
    const tell = `${name}: ${JSON.stringify(tables[name])}`;
    const lost = told(/^(?:delete|replace|drop)$/);
    const updates = /^(?:update|set)/;
    // A row that has come may go again.
    if (lost - told(/^insert$/) !== gone - come || lost < gone) return tell;
    if (told(updates) < changed) return tell;
    // An update may set what a row has already, by the statement's own words alone; and one that comes or goes may be updated too.
    for (const via of [/^cascade$/, /^trigger$/]) if (told(updates, via) > changed + gone + come) return tell;
  }
  return undefined;
}
