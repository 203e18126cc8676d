import assert from 'node:assert/strict';
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { PreviewReport } from '../../src/preview/preview.ts';

/** Every row of every table as text, by table and key. */
function rowsOf(file: string): Map<string, Map<string, string>> {
  const database = new DatabaseSync(file, { readOnly: true });
  const found = new Map<string, Map<string, string>>();
  const tables = database
    .prepare(
      "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
    )
    .all();
  for (const { name, wr } of tables) {
    const key = wr === 1 ? 'a || "-" || b' : 'rowid';
    const rows = database
      .prepare(`SELECT ${key.replaceAll('"', "'")} AS kt_key, * FROM "${String(name).replaceAll('"', '""')}"`)
      .all();
    found.set(String(name), new Map(rows.map((row) => [String(row['kt_key']), JSON.stringify(row)])));
  }
  database.close();
  return found;
}

/** What really changes when the text runs: `table verb` → rows. */
export function reality(file: string, text: string, foreignKeys: boolean): Record<string, number> {
  const copy = `${file}.real`;
  fs.copyFileSync(file, copy);
  const before = rowsOf(copy);
  const database = new DatabaseSync(copy, {
    enableForeignKeyConstraints: foreignKeys,
    enableDoubleQuotedStringLiterals: true,
  });
  try {
    database.exec(text);
  } catch {
    // The same as nothing: compared below.
  }
  database.close();
  const after = rowsOf(copy);
  const changes: Record<string, number> = {};
  const add = (what: string): void => {
    changes[what] = (changes[what] ?? 0) + 1;
  };
  for (const [table, rows] of before) {
    for (const [key, row] of rows) {
      const now = after.get(table)?.get(key);
      if (now === undefined) add(`${table} delete`);
      else if (now !== row) add(`${table} update`);
    }
  }
  for (const [table, rows] of after)
    for (const key of rows.keys()) if (!before.get(table)?.has(key)) add(`${table} insert`);
  return changes;
}

/** The prediction in the same words. */
export function predicted(report: PreviewReport): Record<string, number> {
  const changes: Record<string, number> = {};
  for (const { object, verb, count } of report.entries) {
    assert.equal(count.kind, 'exact', `${object.name} ${verb}`);
    if (object.type === 'view' || (count.value ?? 0) === 0) continue;
    const same = verb.startsWith('set ') ? 'update' : verb === 'drop' ? 'delete' : verb;
    const key = `${object.name} ${same}`;
    changes[key] = (changes[key] ?? 0) + (count.value ?? 0);
  }
  return changes;
}
