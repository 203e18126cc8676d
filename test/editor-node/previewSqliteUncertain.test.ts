import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { sqliteSource } from '../../src/preview/sqlite/sqliteSource.ts';
import { fingerprint, lookAt } from '../support/previewSubject.ts';
import { shop, source, viaShell, viaSql, worker } from './sqliteShop.ts';

test('of a database that is not copied the rows that a statement names itself are counted, and nothing is made beside it', async (t) => {
  const { folder, file } = shop(t);
  const uncopied = sqliteSource({ worker, largest: 10 });
  const print = fingerprint(folder);
  const counted = async (text: string, sql = false): Promise<unknown> => {
    const about = sql ? viaSql(folder, file, text) : viaShell(folder, file, text);
    const { entries, unknown } = await lookAt(uncopied, about);
    assert.equal(fingerprint(folder), print, 'the look changed something');
    return [entries.map(({ object, verb, count }) => [object.name, verb, count.kind, count.value]), unknown.length];
  };
  const one = (...hit: readonly unknown[]): unknown => [[hit], 1];
  assert.deepEqual(await counted('DELETE FROM pairs WHERE a < 5'), one('pairs', 'delete', 'exact', 4));
  assert.deepEqual(
    await counted('DELETE FROM main."pairs" AS p WHERE p.a IN (SELECT id FROM users WHERE id < 9)'),
    one('pairs', 'delete', 'exact', 8),
  );
  assert.deepEqual(await counted('DELETE FROM pairs'), one('pairs', 'delete', 'exact', 200));
  assert.deepEqual(
    await counted('DELETE FROM "odd ""name" WHERE [a b] = \'x\' RETURNING *'),
    one('odd "name', 'delete', 'exact', 9),
  );
  assert.deepEqual(await counted('DROP TABLE items'), one('items', 'drop', 'exact', 400));
  assert.deepEqual(
    await counted('DELETE FROM orders WHERE id <= 20'),
    one('orders', 'delete', 'estimate', 20),
    'a trigger',
  );
  assert.deepEqual(
    await counted('DELETE FROM items WHERE id < 5', true),
    one('items', 'delete', 'exact', 4),
    'no key refers',
  );
  assert.deepEqual(
    await counted('DELETE FROM users WHERE id < 5', true),
    one('users', 'delete', 'estimate', 4),
    'keys',
  );
  assert.deepEqual(await counted("UPDATE pairs SET v = 'WHERE' WHERE a = 3"), one('pairs', 'update', 'estimate', 1));
  for (const text of [
    'DELETE FROM items LIMIT 5',
    'WITH x AS (SELECT 1) DELETE FROM items',
    'UPDATE items SET price = 1 FROM orders WHERE orders.id = items.order_id',
    'INSERT INTO items DEFAULT VALUES',
    'DELETE FROM open_orders',
    "DELETE FROM items WHERE load_extension('x')",
    'DELETE FROM other.items',
    'DELETE FROM items WHERE nothing = 1',
  ]) {
    const [entries, remarks] = (await counted(text)) as readonly [readonly unknown[], number];
    assert.deepEqual([entries, remarks], [[], 2], text);
  }
  const writer = new DatabaseSync(file);
  writer.exec(
    'PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; DELETE FROM audit; INSERT INTO audit VALUES (1, 2)',
  );
  const busy = await lookAt(uncopied, viaShell(folder, file, 'DELETE FROM audit'));
  writer.close();
  assert.deepEqual([busy.entries, busy.unknown.map(({ code }) => code)], [[], ['unknown.sql-large-busy']]);
});

test('a file whose copy does not come in time is counted where it lies, and one whose statement takes too long is not', async (t) => {
  const { folder, file } = shop(t);
  const print = fingerprint(folder);
  // No process begins within a millisecond: its copy is always late.
  const late = sqliteSource({ worker, time: 1, countTime: 60_000 });
  const { entries, unknown } = await lookAt(late, viaShell(folder, file, 'DELETE FROM pairs WHERE a < 5'));
  assert.deepEqual(
    entries.map(({ object, verb, count }) => [object.name, verb, count.kind, count.value]),
    [['pairs', 'delete', 'exact', 4]],
  );
  assert.deepEqual(
    unknown.map(({ code }) => code),
    ['unknown.sql-large'],
  );
  const never = await lookAt(
    sqliteSource({ worker, time: 1, countTime: 1 }),
    viaShell(folder, file, 'DELETE FROM pairs'),
  );
  assert.deepEqual([never.entries, never.unknown.map(({ code }) => code)], [[], ['unknown.sql-timeout']]);
  assert.equal(fingerprint(folder), print, 'the look changed something');
});

test('what is not certain is not exact, and a key’s own work is not the statement’s', async (t) => {
  const { folder, file } = shop(t);
  const writer = new DatabaseSync(file);
  writer.exec(
    'CREATE TABLE self (id INTEGER PRIMARY KEY, a INT REFERENCES self ON DELETE CASCADE, b INT REFERENCES self ON DELETE SET NULL); INSERT INTO self VALUES (1, NULL, NULL), (2, 1, 1), (3, 2, 1), (4, 3, 2), (5, NULL, 4)',
  );
  writer.close();
  const kinds = async (text: string): Promise<readonly string[]> =>
    (await lookAt(source, viaSql(folder, file, text))).entries.map(
      ({ verb, via, count }) => `${via} ${verb} ${count.kind} ${count.value}`,
    );
  const self = await kinds('DELETE FROM self WHERE id = 1');
  assert.deepEqual(self.slice(0, 2), ['direct delete exact 1', 'cascade delete exact 3']);
  assert.match(self[2] ?? '', /^cascade set null estimate/, 'rows that are set to null and go all the same');
  assert.match((await kinds('DELETE FROM pairs WHERE random() > 0')).join(), /^direct delete estimate/);
  assert.deepEqual(await kinds('INSERT INTO audit VALUES (random(), 1)'), ['direct insert exact 1']);
  assert.deepEqual(await kinds('BEGIN; DELETE FROM notes; SAVEPOINT s; DELETE FROM pairs; ROLLBACK TO s; COMMIT'), [
    'direct delete estimate 50',
    'direct delete estimate 200',
  ]);
  const half = await lookAt(
    source,
    viaSql(folder, file, "INSERT OR FAIL INTO pairs VALUES (900, 1, 'x'), (1, 1, 'y')"),
  );
  assert.deepEqual(
    half.unknown.map(({ code }) => code),
    ['unknown.sql-fails-half'],
  );
});

test('each of what generated cases have shown: rows are told as they go, and what they are not sure of is no exact figure', async (t) => {
  const { folder, file } = shop(t);
  const writer = new DatabaseSync(file);
  writer.exec(
    `CREATE TABLE totals (id INTEGER PRIMARY KEY, n INT); INSERT INTO totals VALUES (1, 0), (2, 0);
     CREATE TABLE lines (id INTEGER PRIMARY KEY, total INT, code INT UNIQUE); INSERT INTO lines SELECT id, 1 + id % 2, id FROM users WHERE id <= 6;
     CREATE TRIGGER lines_gone AFTER DELETE ON lines BEGIN UPDATE totals SET n = n - 1 WHERE id = OLD.total; END;
     CREATE TABLE latest (id INTEGER PRIMARY KEY, what INT); INSERT INTO latest VALUES (1, 1), (2, 2);
     CREATE TRIGGER lines_set AFTER UPDATE ON lines BEGIN INSERT OR REPLACE INTO latest VALUES (OLD.id, NEW.code); END;
     CREATE TRIGGER lines_new AFTER INSERT ON lines BEGIN INSERT INTO audit VALUES (NEW.id, 'new'); END;
     CREATE TABLE twice (id INTEGER PRIMARY KEY, a INT REFERENCES totals ON DELETE SET NULL, b INT REFERENCES totals ON DELETE SET NULL);
     INSERT INTO twice VALUES (1, 1, 1), (2, 1, NULL);
     CREATE VIEW lucky AS SELECT id FROM users WHERE random() > 0;`,
  );
  writer.close();
  const told = async (text: string): Promise<readonly string[]> =>
    (await lookAt(source, viaSql(folder, file, text))).entries.map(
      ({ object, verb, via, count }) => `${object.name}: ${via} ${verb} ${count.kind} ${count.value}`,
    );
  assert.deepEqual(await told('DELETE FROM lines'), [
    'lines: direct delete exact 6',
    'totals: trigger update estimate 2',
  ]);
  assert.deepEqual(
    await told('UPDATE lines SET code = code + 10 WHERE id < 4'),
    ['lines: direct update exact 3', 'latest: trigger insert exact 3', 'latest: trigger replace exact 2'],
    'what a trigger replaces fires nothing',
  );
  assert.deepEqual(await told('DELETE FROM totals WHERE id = 1'), [
    'totals: direct delete exact 1',
    'twice: cascade set null estimate 2',
  ]);
  assert.deepEqual(await told('DROP TABLE tree'), ['tree: direct drop exact 63'], 'its rows refer to each other');
  assert.deepEqual(await told('DROP TABLE totals'), [
    'totals: direct drop exact 2',
    'twice: cascade set null estimate 3',
  ]);
  assert.deepEqual(
    await told("INSERT INTO pairs VALUES (1, 1, 'a'), (1, 1, 'b') ON CONFLICT DO UPDATE SET v = excluded.v"),
    ['pairs: direct update estimate 1'],
    'the same row twice',
  );
  assert.deepEqual(
    await told('UPDATE notes SET body = 1 WHERE id < 3; INSERT INTO lines SELECT 90, 1, 90 WHERE changes() = 2'),
    ['notes: direct update exact 2', 'lines: direct insert exact 1', 'audit: trigger insert estimate 1'],
  );
  assert.deepEqual(
    await told('DELETE FROM items WHERE order_id IN (SELECT id FROM lucky)').then(([one]) => one?.split(' ')[3]),
    'estimate',
  );
});
