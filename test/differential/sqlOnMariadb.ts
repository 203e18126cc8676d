import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProductSettings } from '../../src/app/product.ts';
import { until } from '../support/http.ts';
import { accept } from '../support/person.ts';
import type { Scene } from './previewMariadbSource.ts';
import { atSqlDesk, type SqlDesk } from './sqlOnServer.ts';

const SHOP = `
CREATE TABLE orders (id int PRIMARY KEY, state varchar(20)) ENGINE=InnoDB;
CREATE TABLE items (id int PRIMARY KEY, order_id int, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE) ENGINE=InnoDB;
CREATE TABLE notes (id int PRIMARY KEY, order_id int, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE SET NULL) ENGINE=InnoDB;
CREATE TABLE audit (id int AUTO_INCREMENT PRIMARY KEY, what varchar(20)) ENGINE=InnoDB;
CREATE TABLE other (id int PRIMARY KEY) ENGINE=InnoDB;
CREATE TABLE old_log (id int PRIMARY KEY) ENGINE=MyISAM;
CREATE TRIGGER noted AFTER DELETE ON orders FOR EACH ROW INSERT INTO audit (what) VALUES ('gone');
CREATE PROCEDURE sly() BEGIN DELETE FROM other; COMMIT; END;
INSERT INTO orders VALUES (1, 'old'), (2, 'old'), (3, 'new');
INSERT INTO items VALUES (1, 1), (2, 1), (3, 2), (4, 3);
INSERT INTO notes VALUES (1, 1), (2, 3);
INSERT INTO other VALUES (1), (2);
INSERT INTO old_log VALUES (1)`;

/** Approved texts, executed on the real server. */
export function testSql(scene: () => Scene): void {
  let url: string;

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
      const child = await sql(text, { meanwhile: () => query('INSERT INTO till.items VALUES (9, 2)') });
      assert.equal(child.code, 1, child.error);
      assert.match(child.error, /delete till\.items: 3 shown, 4 in fact/);
      const done = await sql(text);
      assert.equal(done.code, 0, done.error);
      for (const says of [
        'delete till.orders: 3',
        'delete till.items: 4',
        'update till.notes: 1',
        'insert till.audit: 3',
      ])
        assert.ok(done.error.includes(`${says} shown, ${says.at(-1)} in fact`), `${says}: ${done.error}`);
      assert.equal(await one('SELECT COUNT(*) FROM till.items'), 1);
      assert.equal(await one('SELECT COUNT(*) FROM till.audit'), 3);
      assert.deepEqual(review.today()[0]?.outcome?.rows, 11);
    });
  });

  test('a trigger that came while a person decided, and that nobody was shown, rolls it back', async () => {
    await refill();
    await desk(async ({ sql }) => {
      const sneak = () =>
        query(
          'CREATE TRIGGER till.sneak AFTER UPDATE ON till.orders FOR EACH ROW INSERT INTO till.audit (what) VALUES (OLD.state)',
        );
      const ended = await sql("UPDATE orders SET state = 'x' WHERE id = 3", { meanwhile: sneak });
      assert.equal(ended.code, 1, ended.error);
      assert.match(ended.error, /insert till\.audit: 0 shown, 1 in fact/);
      assert.equal(await one('SELECT state FROM till.orders WHERE id = 3'), 'new');
    });
  });

  test('a text cannot end our transaction, nor change what no rollback brings back', async () => {
    await refill();
    await desk(async ({ sql }) => {
      const isam = await sql('DELETE FROM old_log');
      assert.equal(isam.code, 1, isam.error);
      assert.match(isam.error, /its engine MyISAM has no transactions/);
      assert.equal(await one('SELECT COUNT(*) FROM till.old_log'), 1);
      const called = await sql('CALL sly()');
      assert.equal(called.code, 1, called.error);
      assert.match(called.error, /not known whether what it did stays.*ended its transaction by itself/s);
      await query('INSERT INTO till.other VALUES (1), (2)');
      const failed = await sql('DELETE FROM other; INSERT INTO nowhere VALUES (1)');
      assert.match(failed.error, /rolled back: Table 'till\.nowhere' doesn't exist/);
      assert.equal(await one('SELECT COUNT(*) FROM till.other'), 2);
      const unchecked = await sql('SET foreign_key_checks = 0; DELETE FROM orders WHERE id = 3');
      assert.equal(unchecked.code, 0, unchecked.error);
      assert.doesNotMatch(unchecked.error, /items/, 'what a setting switched off was reported as done');
      const wrapped = await sql('BEGIN; DELETE FROM other WHERE id = 1; COMMIT;');
      assert.equal(wrapped.code, 0, wrapped.error);
      assert.equal(await one('SELECT COUNT(*) FROM till.other'), 1);
    });
  });

  test('dropped and emptied tables are counted before, under a lock; rows come out as JSON', async () => {
    await refill();
    await desk(async ({ sql }) => {
      const more = await sql('TRUNCATE TABLE other', { meanwhile: () => query('INSERT INTO till.other VALUES (3)') });
      assert.equal(more.code, 1, more.error);
      assert.match(more.error, /truncate till\.other: 2 shown, 3 in fact/);
      const emptied = await sql('TRUNCATE TABLE other');
      assert.equal(emptied.code, 0, emptied.error);
      const dropped = await sql('DROP TABLE items, other');
      assert.equal(dropped.code, 0, dropped.error);
      assert.equal(await one("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'till'"), 4);
      const rows = await sql(
        "UPDATE orders SET state = 'y' WHERE id = 3; SELECT 9007199254740993 AS big, X'ff00' AS bytes, DATE '2020-01-02' AS day, 1.50 AS price, NULL AS none, state FROM orders WHERE id = 3",
      );
      assert.equal(
        rows.out,
        '{"big":"9007199254740993","bytes":"ff00","day":"2020-01-02","price":"1.50","none":null,"state":"y"}\n',
        rows.error,
      );
      const gone = await sql('DROP DATABASE till');
      assert.equal(gone.code, 0, gone.error);
    });
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
