import assert from 'node:assert/strict';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { ProductSettings } from '../../../src/app/product.ts';
import { runMysql } from '../../../src/cli/sql/mysqlRun.ts';
import type { SqlEnd } from '../../../src/cli/sql/sqlEnd.ts';
import { connectMysql } from '../../../src/preview/mysql/session/connect.ts';
import { DatabaseError } from '../../../src/preview/server/databaseError.ts';
import type { Target } from '../../../src/preview/server/target.ts';
import { openMysqlParser, type MysqlParser } from '../../../src/sql/parse/mysql.ts';
import { until } from '../../support/http.ts';
import { accept } from '../../support/person.ts';
import { approvedBy, said } from '../approvedRun.ts';
import { openLooks, socketTarget } from './looks.ts';
import type { Scene } from './source.ts';
import { atSqlDesk, type SqlDesk } from '../sqlOnServer.ts';

const SHOP = `
CREATE TABLE orders (id int PRIMARY KEY, state varchar(20)) ENGINE=InnoDB;
CREATE TABLE items (id int PRIMARY KEY, order_id int, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE) ENGINE=InnoDB;
CREATE TABLE notes (id int PRIMARY KEY, order_id int, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE SET NULL) ENGINE=InnoDB;
CREATE TABLE audit (id int AUTO_INCREMENT PRIMARY KEY, what varchar(20)) ENGINE=InnoDB;
CREATE TABLE other (id int PRIMARY KEY) ENGINE=InnoDB;
CREATE TABLE old_log (id int PRIMARY KEY) ENGINE=MyISAM;
CREATE TRIGGER noted AFTER DELETE ON orders FOR EACH ROW INSERT INTO audit (what) VALUES ('gone');
CREATE PROCEDURE sly() BEGIN DELETE FROM other; COMMIT; END;
CREATE PROCEDURE sly_and_failing() BEGIN DELETE FROM other; COMMIT; SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no more'; END;
CREATE FUNCTION same(x int) RETURNS int DETERMINISTIC RETURN x;
INSERT INTO orders VALUES (1, 'old'), (2, 'old'), (3, 'new');
INSERT INTO items VALUES (1, 1), (2, 1), (3, 2), (4, 3);
INSERT INTO notes VALUES (1, 1), (2, 3);
INSERT INTO other VALUES (1), (2);
INSERT INTO old_log VALUES (1)`;

/** Approved texts, executed on the real server. */
export function testSql(scene: () => Scene): void {
  let url: string;
  let parser: MysqlParser;

  const target = (): Target => socketTarget(scene().server.socket, 'till');
  const query = async (text: string): Promise<readonly Record<string, unknown>[]> => {
    const [rows] = await scene().client.query(text);
    return rows as readonly Record<string, unknown>[];
  };
  const one = async (text: string): Promise<unknown> => Object.values((await query(text))[0] ?? {})[0];
  const refill = async (): Promise<void> => {
    await query('DROP DATABASE IF EXISTS till; CREATE DATABASE till; USE till');
    for (const text of SHOP.split(/;\n/)) await query(text);
  };
  const desk = (act: (desk: SqlDesk) => Promise<void>, settings: Partial<ProductSettings> = {}): Promise<void> =>
    atSqlDesk(url, settings, act);

  before(async () => {
    url = `mysql://root@/till?socket=${scene().server.socket}`;
    parser = await openMysqlParser();
    await query(
      "CREATE USER till@localhost IDENTIFIED BY 'hunter2'; GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON till.* TO till@localhost",
    );
  });
  after(() => query('DROP DATABASE IF EXISTS till; DROP USER till@localhost'));

  test('what was approved is done, cascades and triggers beside it; other rows roll it back', async () => {
    await refill();
    await desk(async ({ sql, review }) => {
      const text = "DELETE FROM orders WHERE state = 'old'";
      const more = await sql(text, { meanwhile: () => query("INSERT INTO till.orders VALUES (9, 'old')") });
      assert.equal(more.code, 1, more.error);
      assert.match(more.error, /Rolled back.*delete till\.orders: 2 shown, 3 in fact/);
      assert.equal(await one('SELECT COUNT(*) FROM till.orders'), 4, 'nothing may be gone');
      const done = await sql(text);
      assert.equal(done.code, 0, done.error);
      for (const says of [
        'delete till.orders: 3',
        'delete till.items: 3',
        'update till.notes: 1',
        'insert till.audit: 3',
      ])
        assert.ok(done.error.includes(`${says} shown, ${says.at(-1)} in fact`), `${says}: ${done.error}`);
      assert.equal(await one('SELECT COUNT(*) FROM till.items'), 1);
      assert.equal(await one('SELECT COUNT(*) FROM till.audit'), 3);
      assert.deepEqual(review.today()[0]?.outcome?.rows, 10);
    });
  });

  /** What a look finds is approved as it is, and run: the run's own worker without the window and the program around it. */
  const run = async (text: string, meanwhile?: string): Promise<SqlEnd> => {
    const looks = await openLooks(target(), parser);
    const look = await looks.look(text);
    await looks.close();
    if (meanwhile !== undefined) await query(meanwhile);
    return runMysql({ target: target(), text, expected: approvedBy(look), tolerance: 0 }, () => {});
  };
  test('rows that a key takes along are compared too', async () => {
    await refill();
    const ended = await run("DELETE FROM orders WHERE state = 'old'", 'INSERT INTO till.items VALUES (9, 2)');
    assert.equal(said(ended), 'different: delete till.items: 3 shown, 4 in fact');
    assert.equal(await one('SELECT COUNT(*) FROM till.orders'), 3);
  });

  test('a trigger that came while a person decided, and that nobody was shown, rolls it back', async () => {
    await refill();
    const sneak =
      'CREATE TRIGGER till.sneak AFTER UPDATE ON till.orders FOR EACH ROW INSERT INTO till.audit (what) VALUES (OLD.state)';
    const ended = await run("UPDATE orders SET state = 'x' WHERE id = 3", sneak);
    assert.equal(said(ended), 'different: insert till.audit: 0 shown, 1 in fact');
    assert.equal(await one('SELECT state FROM till.orders WHERE id = 3'), 'new');
  });

  test('a text cannot end our transaction, nor change what no rollback brings back', async () => {
    await refill();
    assert.match(said(await run('DELETE FROM old_log')), /^failed: .*its engine MyISAM has no transactions/);
    assert.equal(await one('SELECT COUNT(*) FROM till.old_log'), 1);
    const failed = await run('DELETE FROM other; INSERT INTO nowhere VALUES (1)');
    assert.match(said(failed), /^failed: Table 'till\.nowhere' doesn't exist/);
    assert.equal(await one('SELECT COUNT(*) FROM till.other'), 2);
    const unchecked = await run('SET foreign_key_checks = 0; DELETE FROM orders WHERE id = 3');
    assert.equal(unchecked.ended, 'done', said(unchecked));
    assert.doesNotMatch(said(unchecked), /items/, 'what a setting switched off was reported as done');
    const wrapped = await run('BEGIN; DELETE FROM other WHERE id = 1; COMMIT;');
    assert.equal(wrapped.ended, 'done', said(wrapped));
    assert.equal(await one('SELECT COUNT(*) FROM till.other'), 1);
  });

  test('what a failing text leaves behind is never called rolled back, and nothing runs after a procedure that commits', async () => {
    await refill();
    const called = await run('CALL sly(); DELETE FROM orders WHERE id = 3');
    assert.match(said(called), /^unsure: .*ended its transaction by itself/);
    assert.equal(await one('SELECT COUNT(*) FROM till.other'), 0, 'what the procedure committed');
    assert.equal(await one('SELECT COUNT(*) FROM till.orders'), 3, 'what came after it');
    await query('INSERT INTO till.other VALUES (1), (2)');
    assert.match(said(await run('CALL sly_and_failing()')), /^unsure: .*procedure may have ended.*no more/);
    assert.equal(await one('SELECT COUNT(*) FROM till.other'), 0);
    const isam = await run('DELETE FROM old_log WHERE same(id) = 1; INSERT INTO nowhere VALUES (1)');
    assert.match(said(isam), /^unsure: .*tables without transactions stay changed.*nowhere/);
    assert.equal(await one('SELECT COUNT(*) FROM till.old_log'), 0);
    assert.match(said(await run('DROP TABLE other, nowhere')), /^unsure: a part of it may be done.*nowhere/);
    assert.equal(await one("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME = 'other'"), 0);
    assert.match(said(await run('DROP TABLE nowhere')), /^failed: .*nowhere/);
    assert.match(said(await run('CREATE TABLE orders (id int, state int)')), /^failed: .*already exists/);
  });

  test('a server that goes away while a text runs is an end, not a silence', async () => {
    await refill();
    const sockets = new Set<net.Socket>();
    const between = path.join(os.tmpdir(), `keyturn-between-${process.pid}.sock`);
    const proxy = net.createServer((client) => {
      const behind = net.connect(scene().server.socket);
      for (const socket of [client, behind]) sockets.add(socket.on('error', () => {}));
      client.pipe(behind).pipe(client);
    });
    await new Promise<void>((resolve) => void proxy.listen(between, resolve));
    const line = await connectMysql({ ...target(), dial: { path: between } }, 'keyturn-sql', { calls: true });
    const running = line.each('SELECT SLEEP(20)', () => {});
    await until('it runs', async () =>
      one("SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP(20)'"),
    );
    for (const socket of sockets) socket.destroy();
    await assert.rejects(running, DatabaseError);
    await line.close();
    proxy.close();
  });

  test('dropped and emptied tables are counted before, under a lock; rows come out as JSON', async () => {
    await refill();
    const more = await run('TRUNCATE TABLE other', 'INSERT INTO till.other VALUES (3)');
    assert.equal(said(more), 'different: truncate till.other: 2 shown, 3 in fact');
    const emptied = await run('TRUNCATE TABLE other');
    assert.equal(emptied.ended, 'done', said(emptied));
    const dropped = await run('DROP TABLE items, other');
    assert.equal(dropped.ended, 'done', said(dropped));
    assert.equal(await one("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'till'"), 4);
    const rows = await run(
      "UPDATE orders SET state = 'y' WHERE id = 3; SELECT 9007199254740993 AS big, X'ff00' AS bytes, DATE '2020-01-02' AS day, 1.50 AS price, NULL AS none, state FROM orders WHERE id = 3",
    );
    assert.ok(rows.ended === 'done', said(rows));
    assert.deepEqual(rows.lines, [
      '{"big":"9007199254740993","bytes":"ff00","day":"2020-01-02","price":"1.50","none":null,"state":"y"}',
    ]);
    const gone = await run('DROP DATABASE till');
    assert.equal(gone.ended, 'done', said(gone));
  });

  test('a named connection is handed over once with its password, and a wrong one is one sentence', async () => {
    await refill();
    const connections = {
      till: { kind: 'mariadb', host: scene().server.socket, database: 'till', user: 'till', environment: 'staging' },
    };
    await desk(
      async ({ sql, product, review }) => {
        await accept(product.consents);
        await until('it is in force', async () => (await product.databases.connection('till')) !== undefined);
        const wrong = await sql('DELETE FROM other', { connection: 'till' });
        assert.match(wrong.error, /refused the user till/);
        assert.equal(await product.databases.keepPassword('till', 'hunter2'), true);
        const done = await sql('DELETE FROM other', { connection: 'till' });
        assert.equal(done.code, 0, done.error);
        assert.match(done.error, /delete till\.other: 2 shown, 2 in fact/);
        assert.doesNotMatch(JSON.stringify([wrong, done, review.today(), product.alarms()]), /hunter2/);
      },
      { connections },
    );
  });
}
