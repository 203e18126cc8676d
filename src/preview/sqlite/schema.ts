import type { DatabaseSync } from 'node:sqlite';
import { quoted } from './counters.ts';

export interface SchemaObject {
  readonly type: 'table' | 'view' | 'index' | 'trigger';
  readonly name: string;
  readonly table: string;
}

export interface ForeignKey {
  readonly child: string;
  readonly parent: string;
  /** In lower case: `cascade`, `set null`, `set default`, `restrict`, `no action`. */
  readonly onDelete: string;
}

export function objectsOf(database: DatabaseSync): readonly SchemaObject[] {
  return database
    .prepare(`SELECT type, name, tbl_name FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`)
    .all()
    .map((row) => ({
      type: row['type'] as SchemaObject['type'],
      name: String(row['name']),
      table: String(row['tbl_name']),
    }));
}

/** Triggers on tables, which a dry run without them must leave out; INSTEAD OF triggers are what a view's DML is. */
export function tableTriggers(database: DatabaseSync): readonly SchemaObject[] {
  const objects = objectsOf(database);
  const views = new Set(objects.filter(({ type }) => type === 'view').map(({ name }) => name.toLowerCase()));
  return objects.filter(({ type, table }) => type === 'trigger' && !views.has(table.toLowerCase()));
}

export function foreignKeys(database: DatabaseSync, tables: readonly string[]): readonly ForeignKey[] {
  const list = database.prepare('SELECT "table" AS parent, on_delete FROM pragma_foreign_key_list(?)');
  return tables.flatMap((child) =>
    list
      .all(child)
      .map((row) => ({ child, parent: String(row['parent']), onDelete: String(row['on_delete']).toLowerCase() })),
  );
}

/** Views that SQLite cannot read now. */
export function brokenViews(database: DatabaseSync): ReadonlySet<string> {
  const broken = new Set<string>();
  for (const { type, name } of objectsOf(database)) {
    if (type !== 'view') continue;
    try {
      database.prepare(`SELECT 1 FROM main.${quoted(name)} LIMIT 0`);
    } catch {
      broken.add(name);
    }
  }
  return broken;
}

export function rowsOf(database: DatabaseSync, table: string): number {
  return Number(database.prepare(`SELECT count(*) AS rows FROM main.${quoted(table)}`).get()?.['rows'] ?? 0);
}
