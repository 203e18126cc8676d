import assert from 'node:assert/strict';
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { PreviewReport } from '../../src/preview/preview.ts';
import { fingerprint, lookAt } from '../support/previewSubject.ts';
import { predicted, reality } from './sqliteReality.ts';
import { shop, source, viaShell, viaSql } from './sqliteShop.ts';

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
