import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { ProductSettings } from '../../../src/app/product.ts';
import { runPostgres } from '../../../src/cli/sql/postgresRun.ts';
import type { SqlEnd } from '../../../src/cli/sql/sqlEnd.ts';
import { startPostgres } from '../../setup/postgres.mjs';
import { until } from '../../support/http.ts';
import type { Ended } from '../../support/keyturn.ts';
import { accept } from '../../support/person.ts';
import { approvedBy, said } from '../approvedRun.ts';
import { openLooks, socketTarget } from './looks.ts';
import { atSqlDesk, type SqlDesk } from '../sqlOnServer.ts';

type Server = Awaited<ReturnType<typeof startPostgres>>;
type Client = Awaited<ReturnType<Server['connect']>>;

const SHOP = `
CREATE TABLE orders (id int PRIMARY KEY, state text);
CREATE TABLE items (id int PRIMARY KEY, order_id int REFERENCES orders ON DELETE CASCADE);
CREATE TABLE audit (id serial PRIMARY KEY, what text);
CREATE TABLE secret_log (id serial PRIMARY KEY, what text);
CREATE TABLE events (id int, at int) PARTITION BY RANGE (at);
CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (0) TO (100);
CREATE TABLE events_new PARTITION OF events FOR VALUES FROM (100) TO (200);
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (what) VALUES ('gone'); RETURN NULL; END $$;
CREATE TRIGGER noted AFTER DELETE ON items FOR EACH ROW EXECUTE FUNCTION noted();
CREATE PROCEDURE sly() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM orders; COMMIT; END $$;
INSERT INTO orders SELECT n, CASE WHEN n <= 2 THEN 'old' ELSE 'new' END FROM generate_series(1, 3) n;
INSERT INTO items VALUES (1, 1), (2, 1), (3, 2), (4, 3);
INSERT INTO events SELECT n, n FROM generate_series(1, 199) n;
`;

let server: Server;
let admin: Client;
let databases = 0;

before(async () => {
  server = await startPostgres();
  admin = await server.connect();
});

after(async () => {
  await admin.end();
  await server.stop();
});

interface Scene extends Omit<SqlDesk, 'sql'> {
  readonly client: Client;
  readonly url: string;
  /** All that was written anywhere: record, answers, marks. */
  written(): string;
  /** `counted`: rows are looked at before. `meanwhile`: what somebody else does while the person looks at the card. */
  sql(text: string, meanwhile?: string, url?: string, counted?: boolean): Promise<Ended>;
  one(text: string): Promise<unknown>;
}

/** A database of its own, in which what a look finds is approved as it is, and run: without the window and the program around it. */
interface Ground {
  readonly client: Client;
  readonly name: string;
  run(text: string, meanwhile?: string): Promise<SqlEnd>;
  one(text: string): Promise<unknown>;
}

async function ground<Result>(act: (ground: Ground) => Promise<Result>): Promise<Result> {
  const name = `shop${(databases += 1)}`;
  await admin.query(`CREATE DATABASE ${name}`);
  const client = await server.connect(name);
  await client.query(SHOP);
  const target = socketTarget(server, name);
  try {
    return await act({
      client,
      name,
      one: async (text) => Object.values((await client.query(text)).rows[0] ?? {})[0],
      async run(text, meanwhile) {
        const looks = await openLooks(target);
        const look = await looks.look(text);
        await looks.close();
        if (meanwhile !== undefined) await client.query(meanwhile);
        return runPostgres({ target, text, expected: approvedBy(look), tolerance: 0 }, () => {});
      },
    });
  } finally {
    await client.end();
    await admin.query(`DROP DATABASE ${name}`);
  }
}

/** A desk with a database of its own. */
async function scene(
  act: (scene: Scene) => Promise<void>,
  settings: (host: string, database: string) => Partial<ProductSettings> = () => ({}),
): Promise<void> {
  await ground(async ({ client, name, one }) => {
    const url = `postgresql://postgres@/${name}?host=${server.host}`;
    await atSqlDesk(url, settings(server.host, name), (desk) =>
      act({
        ...desk,
        client,
        url,
        one,
        written: () => allTexts(desk.place),
        sql: (text, meanwhile, connection = url, counted = true) =>
          desk.sql(text, {
            connection,
            counted,
            ...(meanwhile === undefined ? {} : { meanwhile: () => client.query(meanwhile) }),
          }),
      }),
    );
  });
}

function allTexts(folder: string): string {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

test('what was approved is done, and the real rows stand beside those that were shown', () =>
  scene(async ({ sql, one, review }) => {
    const ended = await sql("DELETE FROM orders WHERE state = 'old' RETURNING id");
    assert.equal(ended.code, 0, ended.error);
    assert.equal(ended.out, '{"id":1}\n{"id":2}\n');
    assert.match(ended.error, /delete public\.orders: 2 shown, 2 in fact/);
    assert.match(ended.error, /delete public\.items: 3 shown, 3 in fact/);
    assert.match(ended.error, /insert public\.audit: 3 shown, 3 in fact/);
    assert.equal(Number(await one('SELECT count(*) FROM items')), 1);
    const { tables, ...outcome } = review.today()[0]?.outcome ?? { sealed: false };
    assert.deepEqual(outcome, { exitCode: 0, rows: 8, sealed: true });
    assert.deepEqual(
      [...(tables ?? [])].sort((one, other) => one.table.localeCompare(other.table)),
      [
        { table: 'public.audit', change: 'insert', shown: 3, rows: 3 },
        { table: 'public.items', change: 'delete', shown: 3, rows: 3 },
        { table: 'public.orders', change: 'delete', shown: 2, rows: 2 },
      ],
    );
  }));

test('rows that somebody else inserts while a person decides are not deleted with what was approved', () =>
  scene(async ({ sql, one }) => {
    const ended = await sql("DELETE FROM orders WHERE state = 'old'", "INSERT INTO orders VALUES (9, 'old')");
    assert.equal(ended.code, 1, ended.error);
    assert.match(ended.error, /Rolled back.*delete public\.orders: 2 shown, 3 in fact/);
    assert.equal(Number(await one('SELECT count(*) FROM orders')), 4, 'nothing may be gone');
  }));

test('a trigger that came while a person decided, and that nobody was shown, rolls it back', () =>
  ground(async ({ run, one }) => {
    const trigger = `CREATE FUNCTION sneak() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO secret_log (what) VALUES (OLD.state); RETURN NULL; END $$;
      CREATE TRIGGER sneak AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION sneak();`;
    const ended = await run("UPDATE orders SET state = 'x' WHERE id = 3", trigger);
    assert.equal(said(ended), 'different: insert public.secret_log: 0 shown, 1 in fact');
    assert.equal(await one('SELECT state FROM orders WHERE id = 3'), 'new');
  }));

test('fewer rows than were shown roll back too', () =>
  ground(async ({ run, one }) => {
    const ended = await run("UPDATE orders SET state = 'x' WHERE state = 'old'", 'DELETE FROM orders WHERE id < 3');
    assert.equal(said(ended), 'different: update public.orders: 2 shown, 0 in fact');
    assert.equal(await one('SELECT state FROM orders'), 'new');
  }));

test('emptied and dropped tables are counted before, and compared', () =>
  ground(async ({ run, one }) => {
    const more = await run('TRUNCATE items', 'INSERT INTO items VALUES (5, 3)');
    assert.equal(said(more), 'different: truncate public.items: 4 shown, 5 in fact');
    for (const text of ['TRUNCATE items', 'ALTER TABLE items ALTER id TYPE bigint', 'DROP TABLE secret_log, items'])
      assert.match(said(await run(text)), /^done/, text);
    assert.equal(await one("SELECT to_regclass('items') IS NULL"), true);
  }));

test('rows of partitions are rows of their table, also those that move to another one', () =>
  ground(async ({ run, one }) => {
    const deleted = await run('DELETE FROM events WHERE id > 90 AND id <= 110');
    assert.equal(said(deleted), 'done: delete public.events: 20 shown, 20 in fact');
    assert.match(said(await run('UPDATE events SET at = 150 WHERE id <= 5')), /^done/);
    assert.equal(Number(await one('SELECT count(*) FROM events_new WHERE id <= 5')), 5);
  }));

test('a text cannot end our transaction, but may bring its own around all of it', () =>
  ground(async ({ run, one }) => {
    for (const text of [
      'DELETE FROM orders; COMMIT; SELECT 1/0',
      'DELETE FROM orders WHERE id = 3; ROLLBACK; BEGIN; SELECT 1',
      'CALL sly()',
      'BEGIN; DELETE FROM orders WHERE id = 3; COMMIT AND CHAIN; SELECT 1',
    ]) {
      assert.match(said(await run(text)), /^failed/, text);
      assert.equal(Number(await one('SELECT count(*) FROM orders')), 3, text);
    }
    assert.match(said(await run('BEGIN; DELETE FROM orders WHERE id = 3; COMMIT;')), /^done/);
    assert.equal(Number(await one('SELECT count(*) FROM orders')), 2);
  }));

test('rows come out as JSON, a line each, after the commit', () =>
  ground(async ({ run }) => {
    const ended = await run(
      "UPDATE orders SET state = 'y' WHERE id = 3 RETURNING id, state; SELECT 9007199254740993::int8 AS big, '\\xff00'::bytea AS bytes, DATE '2020-01-02' AS day, NULL AS none",
    );
    assert.deepEqual(ended.ended === 'done' ? ended.lines : said(ended), [
      '{"id":3,"state":"y"}',
      '{"big":"9007199254740993","bytes":"ff00","day":"2020-01-02T00:00:00.000Z","none":null}',
    ]);
  }));

test('a statement that fails takes the ones before it back', () =>
  ground(async ({ run, one }) => {
    assert.match(
      said(await run('DELETE FROM items; INSERT INTO nowhere VALUES (1)')),
      /^failed: .*relation "nowhere" does not exist/,
    );
    assert.equal(Number(await one('SELECT count(*) FROM items')), 4);
  }));

test('a server that refuses is one sentence, and the password is nowhere', () =>
  scene(async ({ sql, written, review }) => {
    const login = await sql('DELETE FROM orders', undefined, `postgresql://nobody:hunter2@/x?host=${server.host}`);
    assert.equal(login.code, 1, login.error);
    assert.match(login.error, /refused the user nobody/);
    const gone = await sql('DELETE FROM orders', undefined, 'postgresql://ann:hunter2@127.0.0.1:1/x');
    assert.match(gone.error, /could not be reached: no server listens there/);
    const told = JSON.stringify([login, gone, review.today().map(({ previews, outcome }) => [previews, outcome])]);
    assert.doesNotMatch(told + written(), /hunter2/);
  }));

const named = (host: string, database: string): Partial<ProductSettings> => ({
  connections: { shop: { kind: 'postgresql', host, database, user: 'postgres', environment: 'production' } },
});

test('a connection of the settings, once accepted: counted, held even for a read, handed over once with its password', () =>
  scene(async ({ sql, product, one, written, review }) => {
    const early = await sql('DELETE FROM orders', undefined, 'shop', false);
    assert.equal(early.code, 120, early.error);
    assert.match(early.error, /gave no connection named shop/);
    await accept(product.consents);
    await until('it is in force', async () => (await product.databases.connection('shop')) !== undefined);
    assert.equal(await product.databases.keepPassword('shop', 'hunter2'), true);
    const done = await sql("DELETE FROM orders WHERE state = 'old'", undefined, 'shop');
    assert.equal(done.code, 0, done.error);
    assert.match(done.error, /delete public\.orders: 2 shown, 2 in fact/);
    assert.equal(Number(await one('SELECT count(*) FROM orders')), 1);
    const read = await sql('SELECT id FROM orders', undefined, 'shop', false);
    assert.equal(read.out, '{"id":3}\n', read.error);
    const [hold] = review.today();
    assert.equal(hold?.state, 'approved', 'a read over a person’s own connection waits for the person');
    assert.ok(hold?.judgement.reading.effects.every(({ environment }) => environment === 'production'));
    const told = JSON.stringify([done, read, review.today(), product.alarms()]);
    assert.doesNotMatch(told + written(), /hunter2/);
  }, named));

test('a connection that a person accepts anew while an action waits is not used for it', () =>
  scene(async ({ sql, product, one }) => {
    await accept(product.consents);
    await until('it is in force', async () => (await product.databases.connection('shop')) !== undefined);
    const [listed] = await product.databases.listed();
    assert.ok(listed?.listed === 'connection');
    const { connection } = listed;
    const run = sql('DELETE FROM orders', 'SELECT pg_sleep(1)', 'shop');
    await until('it waits', () => product.folders()[0]?.review.held()[0]);
    const { host, database, user, kind } = connection;
    await product.changeSettings({
      autoPass: 'reads',
      connections: { shop: { kind, host, database, user, environment: 'staging' } },
    });
    await accept(product.consents);
    await until('it is in force', async () => (await product.databases.connection('shop'))?.environment === 'staging');
    const ended = await run;
    assert.equal(ended.code, 120, ended.error);
    assert.equal(Number(await one('SELECT count(*) FROM orders')), 3);
  }, named));

test('other rows are tolerated as far as a person has accepted it, whoever asks', () =>
  scene(
    async ({ sql, product, one }) => {
      const change = "UPDATE orders SET state = 'x' WHERE id > 0";
      const strict = await sql(change, "INSERT INTO orders VALUES (4, 'new')");
      assert.equal(strict.code, 1, strict.error);
      await accept(product.consents);
      const loose = await sql(change, "INSERT INTO orders VALUES (5, 'new')");
      assert.equal(loose.code, 0, loose.error);
      assert.match(loose.error, /update public\.orders: 4 shown, 5 in fact/);
      assert.equal(Number(await one("SELECT count(*) FROM orders WHERE state = 'x'")), 5);
    },
    () => ({ rowTolerance: 25 }),
  ));
