import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { PreviewReport } from '../../src/preview/preview.ts';
import { sqliteSource } from '../../src/preview/sqlite/sqliteSource.ts';
import { fingerprint, lookAt } from '../contract/previewSubject.ts';
import { shop, source, viaShell, viaSql, worker } from './sqliteShop.ts';

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
function reality(file: string, text: string, foreignKeys: boolean): Record<string, number> {
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
function predicted(report: PreviewReport): Record<string, number> {
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

const CASES: readonly string[] = [
  'DELETE FROM orders WHERE id <= 20',
  "DELETE FROM orders WHERE status = 'open'",
  'DELETE FROM orders',
  'DELETE FROM users WHERE id < 100',
  'DELETE FROM users',
  'DELETE FROM tree WHERE id = 2',
  'DELETE FROM tree',
  'DELETE FROM open_orders WHERE id < 50',
  'DELETE FROM pairs WHERE a < 5',
  'DELETE FROM "odd ""name"',
  'WITH old AS (SELECT id FROM orders WHERE id < 9) DELETE FROM orders WHERE id IN (SELECT id FROM old)',
  "UPDATE orders SET status = 'lost' WHERE id BETWEEN 3 AND 77",
  "UPDATE orders SET status = status || '!'",
  "UPDATE users SET name = 'x' FROM orders WHERE orders.user_id = users.id AND orders.status = 'open'",
  "INSERT INTO audit VALUES (1, 'a'), (2, 'b')",
  "INSERT INTO users VALUES (1, 'new', 'p') ON CONFLICT (id) DO UPDATE SET name = excluded.name",
  'DROP TABLE items',
  'DROP TABLE orders',
  'DROP TABLE notes; DELETE FROM items WHERE id < 5',
  'DROP VIEW open_orders',
  'CREATE TABLE fresh (x); INSERT INTO fresh VALUES (1), (2)',
  'BEGIN; DELETE FROM items WHERE id < 11; COMMIT',
  'BEGIN; DELETE FROM items WHERE id < 11; ROLLBACK; DELETE FROM notes WHERE id = 1',
  'BEGIN; DELETE FROM items',
  'DELETE FROM items WHERE id = 1; DELETE FROM items WHERE id = 2; -- done',
  "DELETE FROM items WHERE ';' = ';' AND id IN (1, 2 /* ; */)",
  'PRAGMA foreign_keys = ON; DELETE FROM orders WHERE id < 4',
  'PRAGMA foreign_keys = OFF; DELETE FROM orders WHERE id < 4',
  'DELETE FROM nowhere',
  'SELECT * FROM orders',
  'ALTER TABLE audit ADD COLUMN age INTEGER; DELETE FROM notes',
  'CREATE TRIGGER t AFTER DELETE ON notes BEGIN DELETE FROM items WHERE id = OLD.id; END; DELETE FROM notes WHERE id < 4',
];

for (const text of CASES) {
  for (const way of ['shell', 'sql'] as const) {
    test(`${way}: what is counted is what really changes: ${text}`, async (t) => {
      const { folder, file } = shop(t);
      const about = way === 'shell' ? viaShell(folder, file, text) : viaSql(folder, file, text);
      const print = fingerprint(folder);
      const report = await lookAt(source, about);
      assert.equal(fingerprint(folder), print, 'the look changed the original');
      assert.equal(report.state, 'done');
      assert.deepEqual(predicted(report), reality(file, text, way === 'sql'));
    });
  }
}

const shape = (report: PreviewReport): readonly string[] =>
  report.entries
    .map(({ object, verb, via, count, of }) => `${via} ${verb} ${object.name} ${count.value} of ${of ?? '-'}`)
    .sort();

test('direct, cascade and trigger stand apart, with the whole of each table', async (t) => {
  const { folder, file } = shop(t);
  const report = await lookAt(source, viaSql(folder, file, 'DELETE FROM orders WHERE id <= 20'));
  assert.deepEqual(shape(report), [
    'cascade delete items 40 of 400',
    'cascade set null notes 20 of 50',
    'direct delete orders 20 of 200',
    'trigger insert audit 20 of -',
  ]);
});

test('a trigger that a cascade fires, and one that a trigger fires, stand apart from the cascade', async (t) => {
  const { folder, file } = shop(t);
  const writer = new DatabaseSync(file);
  writer.exec('CREATE TRIGGER audited AFTER INSERT ON audit BEGIN DELETE FROM pairs WHERE a = NEW.at; END');
  writer.close();
  const report = await lookAt(source, viaSql(folder, file, 'DELETE FROM users WHERE id <= 5'));
  assert.deepEqual(shape(report), [
    'cascade delete items 10 of 400',
    'cascade delete orders 5 of 200',
    'cascade set null notes 5 of 50',
    'direct delete users 5 of 200',
    'trigger delete pairs 5 of 200',
    'trigger insert audit 5 of -',
  ]);
  const taken = report.entries.flatMap(({ object, from }) => (from === undefined ? [] : `${object.name} from ${from}`));
  assert.deepEqual(taken.sort(), ['items from orders', 'notes from orders', 'orders from users'], 'the tree');
});

test('a row that a trigger changes in the statement’s own table is the trigger’s', async (t) => {
  const { folder, file } = shop(t);
  const writer = new DatabaseSync(file);
  writer.exec("CREATE TRIGGER onward AFTER UPDATE ON pairs BEGIN INSERT INTO pairs VALUES (NEW.a, -NEW.b, 'y'); END");
  writer.close();
  const report = await lookAt(source, viaSql(folder, file, "UPDATE pairs SET v = 'z' WHERE a <= 7; DELETE FROM pairs"));
  assert.deepEqual(shape(report), [
    'direct delete pairs 207 of 207',
    'direct update pairs 7 of 200',
    'trigger insert pairs 7 of -',
  ]);
});

test('a table that refers to itself: the rows named and the rows below them', async (t) => {
  const { folder, file } = shop(t);
  const report = await lookAt(source, viaSql(folder, file, 'DELETE FROM tree WHERE id = 2'));
  assert.deepEqual(shape(report), ['cascade delete tree 30 of 63', 'direct delete tree 1 of 63']);
  assert.equal(report.entries.find(({ via }) => via === 'cascade')?.from, 'tree');
});

test('the sqlite3 shell enforces no foreign key of its own accord', async (t) => {
  const { folder, file } = shop(t);
  const plain = await lookAt(source, viaShell(folder, file, 'DELETE FROM orders WHERE id <= 20'));
  assert.deepEqual(shape(plain), ['direct delete orders 20 of 200', 'trigger insert audit 20 of -']);
});

test('rows that REPLACE takes away are said', async (t) => {
  const { folder, file } = shop(t);
  const report = await lookAt(
    source,
    viaShell(folder, file, "INSERT OR REPLACE INTO users VALUES (1, 'a', 'b'), (2, 'c', 'd'), (999, 'e', 'f')"),
  );
  assert.deepEqual(shape(report), ['direct insert users 3 of -', 'direct replace users 2 of 200']);
});

test('the sample has the primary key first and no secret', async (t) => {
  const { folder, file } = shop(t);
  const report = await lookAt(source, viaShell(folder, file, 'DELETE FROM users WHERE id > 195'));
  const sample = report.entries[0]?.sample ?? [];
  assert.equal(sample.length, 5);
  assert.deepEqual('columns' in (sample[0] ?? {}) && sample[0], {
    columns: [
      ['id', '196'],
      ['name', 'user 196'],
      ['password', '•••'],
    ],
  });
  assert.doesNotMatch(JSON.stringify(report), /hunter/);
});

test('DROP TABLE says what goes with it and what it leaves broken', async (t) => {
  const { folder, file } = shop(t);
  const report = await lookAt(source, viaShell(folder, file, 'DROP TABLE orders'));
  const notes = Object.fromEntries((report.entries[0]?.notes ?? []).map(({ code, values }) => [code, values['names']]));
  assert.deepEqual(notes, {
    'note.dropped-with': 'index orders_user, trigger orders_gone',
    'note.views-broken': 'open_orders',
    'note.children-left': 'items, notes',
  });
});

test('rows that only the log holds are seen, and neither file is touched', async (t) => {
  const { folder, file } = shop(t);
  const writer = new DatabaseSync(file);
  t.after(() => writer.close());
  writer.exec(
    "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; INSERT INTO audit VALUES (1, 'in the log'), (2, 'too')",
  );
  assert.ok(fs.statSync(`${file}-wal`).size > 0);
  const print = fingerprint(folder);
  const report = await lookAt(source, viaShell(folder, file, 'DELETE FROM audit'));
  assert.deepEqual(shape(report), ['direct delete audit 2 of 2']);
  assert.equal(fingerprint(folder), print, 'the look touched the database or its log');
});

test('a file that somebody has locked is looked at as it was last committed, without waiting for the lock', async (t) => {
  const { folder, file } = shop(t);
  const holder = new DatabaseSync(file);
  t.after(() => holder.close());
  holder.exec('BEGIN EXCLUSIVE; DELETE FROM pairs WHERE a > 50');
  const print = fingerprint(folder);
  const report = await lookAt(source, viaShell(folder, file, 'DELETE FROM pairs'));
  assert.deepEqual(shape(report), ['direct delete pairs 200 of 200']);
  assert.equal(fingerprint(folder), print, 'the look touched the database or its journal');
  holder.exec('COMMIT');
});

test('a database with a log that was closed is read without making a file beside it', async (t) => {
  const { folder, file } = shop(t);
  const writer = new DatabaseSync(file);
  writer.exec('PRAGMA journal_mode = WAL; DELETE FROM audit');
  writer.close();
  const print = fingerprint(folder);
  await lookAt(source, viaShell(folder, file, 'DELETE FROM orders'));
  assert.equal(fingerprint(folder), print);
  assert.deepEqual(fs.readdirSync(folder), ['shop.db']);
});

const REFUSED: readonly (readonly [text: string, code: string])[] = [
  ["ATTACH '/tmp/other.db' AS o; DELETE FROM o.t", 'unknown.sql-attach'],
  [
    "SELECT load_extension('/tmp/evil.so'); DELETE FROM audit WHERE load_extension('x') IS NULL",
    'unknown.sql-function',
  ],
  ["DELETE FROM orders WHERE writefile('/tmp/x', 'y')", 'unknown.sql-function'],
  ['PRAGMA writable_schema = ON; DELETE FROM sqlite_schema', 'unknown.sql-pragma'],
  ["VACUUM INTO '/tmp/keyturn-must-not-be.db'", 'unknown.sql-vacuum-into'],
  ['DELETE FROM orders WHERE id = ?', 'unknown.sql-parameters'],
  ['DELETE FROM orders WHERE id = :id', 'unknown.sql-parameters'],
  ['.shell rm -rf /', 'unknown.sql-dot-command'],
  ['.mode csv\n.import x.csv orders', 'unknown.sql-dot-command'],
  ['DELETE FROM nowhere', 'unknown.sql-would-fail'],
  ['DELETE FROM', 'unknown.sql-would-fail'],
];

for (const [text, code] of REFUSED) {
  test(`not tried, and said: ${text.replace('\n', '⏎')}`, async (t) => {
    const { folder, file } = shop(t);
    const report = await lookAt(source, viaShell(folder, file, text));
    assert.ok(
      report.unknown.some((remark) => remark.code === code),
      JSON.stringify(report.unknown),
    );
    assert.equal(fs.existsSync('/tmp/keyturn-must-not-be.db'), false);
  });
}

test('pipes, folders, links that lead out, other files and missing files are refused before they are opened', async (t) => {
  const { folder } = shop(t);
  const inside = `${folder}/work`;
  fs.mkdirSync(inside);
  execFileSync('mkfifo', [`${inside}/pipe.db`]);
  fs.symlinkSync('../shop.db', `${inside}/link.db`);
  fs.writeFileSync(`${inside}/text.db`, 'this is no database at all');
  const codes: Record<string, string | undefined> = {};
  for (const name of ['pipe.db', 'link.db', 'text.db', 'absent.db', '.']) {
    const report = await lookAt(source, viaShell(inside, path.join(inside, name), 'DELETE FROM orders'));
    codes[name] = report.unknown[0]?.code;
    assert.deepEqual(report.entries, []);
  }
  assert.deepEqual(codes, {
    'pipe.db': 'unknown.database-special',
    'link.db': 'unknown.database-link-outside',
    'text.db': 'unknown.database-other',
    'absent.db': 'unknown.database-absent',
    '.': 'unknown.database-special',
  });
});

test('a database whose pages are damaged ends in a sentence', async (t) => {
  const { folder, file } = shop(t);
  const bytes = fs.readFileSync(file);
  bytes.fill(0xa5, 100, 9_000);
  fs.writeFileSync(file, bytes);
  const report = await lookAt(source, viaShell(folder, file, 'DELETE FROM orders'));
  assert.deepEqual([report.state, report.entries.length, report.unknown.length], ['done', 0, 1]);
});

const SLOW =
  'DELETE FROM orders WHERE (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n) > 0';

const copies = (): readonly string[] =>
  fs.readdirSync(process.env['TMPDIR'] ?? '/tmp').filter((name) => name.startsWith('keyturn-copy-'));

test('a statement that never ends is stopped; what was being counted is "unknown"; the copy is gone', async (t) => {
  const { folder, file } = shop(t);
  const before = copies();
  const report = await lookAt(
    sqliteSource({ worker, time: 700 }),
    viaShell(folder, file, `DELETE FROM items WHERE id = 1; ${SLOW}`),
  );
  assert.equal(report.unknown.at(-1)?.code, 'unknown.sql-timeout');
  assert.deepEqual(
    report.entries.map(({ object, count }) => [object.name, count.kind]),
    [
      ['items', 'exact'],
      ['orders', 'unknown'],
    ],
  );
  assert.deepEqual(copies(), before);
});

test('cancelling ends the process and removes the copy', async (t) => {
  const { folder, file } = shop(t);
  const before = copies();
  const controller = new AbortController();
  const states: string[] = [];
  const look = source.look(
    viaShell(folder, file, SLOW),
    ({ state, entries }) => {
      states.push(state);
      if (entries.length > 0) controller.abort();
    },
    controller.signal,
  );
  await look;
  assert.ok(!states.includes('done'));
  assert.deepEqual(copies(), before);
});

test('a Node without the authorizer says which editor is needed', async (t) => {
  const { folder, file } = shop(t);
  const bare = `${folder}/bare.mjs`;
  fs.writeFileSync(
    bare,
    `process.on('message', () => { process.send({ type: 'unable', why: { code: 'unknown.no-sqlite', values: { node: 'v22' } } }, () => process.disconnect()); });`,
  );
  const report = await lookAt(sqliteSource({ worker: bare }), viaShell(folder, file, 'DELETE FROM orders'));
  assert.equal(report.unknown[0]?.code, 'unknown.no-sqlite');
});

test('a worker that falls over is said', async (t) => {
  const { folder, file } = shop(t);
  fs.writeFileSync(`${folder}/crash.mjs`, 'process.abort();');
  const report = await lookAt(
    sqliteSource({ worker: `${folder}/crash.mjs` }),
    viaShell(folder, file, 'DELETE FROM orders'),
  );
  assert.equal(report.unknown[0]?.code, 'unknown.sql-crashed');
});

test('of an updated row the sample has its key and what changes, as it was and as it becomes', async (t) => {
  const { folder, file } = shop(t);
  const sampleOf = async (statement: string): Promise<unknown> => {
    const report = await lookAt(source, viaSql(folder, file, statement));
    return report.entries.find(({ via }) => via === 'direct')?.sample?.[0];
  };
  assert.deepEqual(await sampleOf('UPDATE orders SET status = upper(status) WHERE id = 3'), {
    columns: [
      ['id', '3'],
      ['status', 'done'],
    ],
    becomes: [['status', 'DONE']],
  });
  assert.deepEqual(await sampleOf("UPDATE users SET name = NULL, password = 'new secret' WHERE id = 7"), {
    columns: [
      ['id', '7'],
      ['name', 'user 7'],
      ['password', '•••'],
    ],
    becomes: [
      ['name', 'NULL'],
      ['password', '•••'],
    ],
  });
  assert.deepEqual(await sampleOf('UPDATE orders SET status = status WHERE id = 3'), {
    columns: [['id', '3']],
    becomes: [],
  });
});
