import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { previewRoleText } from '../../../src/app/sentences/previewRole.ts';
import { remarkSentence } from '../../../src/app/sentences/previews.ts';
import { openMysqlParser, type MysqlParser } from '../../../src/sql/parse/mysql.ts';
import { isExact, openLooks, socketTarget } from './looks.ts';
import { connect, type Client } from './reality.ts';
import type { Scene } from './source.ts';

/** Each would leave a row that no rollback takes away, if anything called it. */
const PLANTED = `
CREATE TABLE canary (what varchar(40)) ENGINE=MyISAM;
CREATE FUNCTION mark(x int) RETURNS int DETERMINISTIC BEGIN INSERT INTO canary VALUES (concat('called with ', x)); RETURN x; END;
CREATE FUNCTION md5(x int) RETURNS int DETERMINISTIC RETURN mark(x);
CREATE PROCEDURE planted() BEGIN INSERT INTO canary VALUES ('called'); COMMIT; END;
CREATE TABLE item (id int PRIMARY KEY, parent int, v int, FOREIGN KEY (parent) REFERENCES item (id) ON DELETE CASCADE);
CREATE TABLE counted (id int PRIMARY KEY, twice int AS (id * 2) VIRTUAL, CHECK (id < 100));
CREATE TRIGGER item_gone AFTER DELETE ON item FOR EACH ROW INSERT INTO canary VALUES (mark(OLD.id));
CREATE TRIGGER item_new BEFORE INSERT ON item FOR EACH ROW SET NEW.v = mark(NEW.v);
CREATE TRIGGER item_other BEFORE UPDATE ON item FOR EACH ROW SET NEW.v = mark(NEW.v);
CREATE VIEW sly AS SELECT id, mark(id) AS m FROM item;
CREATE SQL SECURITY DEFINER VIEW plain_view AS SELECT id FROM item WHERE mark(id) > 0;
CREATE SEQUENCE numbers;
CREATE EVENT never ON SCHEDULE EVERY 1 YEAR STARTS '2036-01-01' DO CALL planted();
INSERT INTO item VALUES (1, NULL, 1), (2, 1, 2), (3, 2, 3);
INSERT INTO counted (id) VALUES (1), (2);
DELETE FROM canary`;

const TEXTS = [
  'DELETE FROM item WHERE mark(id) = 1',
  'DELETE FROM item WHERE hostile.mark(id) = 1',
  'DELETE FROM item WHERE `mark`(id) = 1',
  'DELETE FROM item WHERE hostile.md5(id) = 1',
  "DELETE FROM item WHERE md5(id) <> ''",
  'DELETE FROM item WHERE id IN (SELECT m FROM sly)',
  'DELETE FROM sly WHERE id = 1',
  'DELETE FROM item WHERE id IN (SELECT id FROM plain_view)',
  'DELETE i FROM item i JOIN sly s ON s.id = i.id',
  'DELETE FROM item WHERE id = 1 RETURNING mark(id)',
  'UPDATE item SET v = mark(v)',
  'UPDATE item SET v = 5 WHERE id = 1 ORDER BY mark(id) LIMIT 1',
  'INSERT INTO item VALUES (9, NULL, mark(9))',
  'INSERT INTO item SELECT m + 100, NULL, 1 FROM sly',
  'INSERT INTO item VALUES (1, NULL, 5) ON DUPLICATE KEY UPDATE v = mark(1)',
  'REPLACE INTO item VALUES (1, NULL, 5)',
  'DELETE FROM item WHERE id = NEXTVAL(numbers)',
  'DELETE FROM item WHERE id = NEXT VALUE FOR numbers',
  'DELETE FROM item WHERE SETVAL(numbers, 50) > 0',
  'INSERT INTO counted (id) VALUES (NEXTVAL(numbers))',
  'UPDATE counted SET id = id + 1 WHERE twice = 4',
  'CALL planted()',
  'SELECT mark(1)',
  'DO mark(1)',
  'SET @x = mark(1)',
  'TRUNCATE canary',
  'DROP DATABASE hostile',
  'DROP TABLE item',
  'BEGIN NOT ATOMIC CALL planted(); END',
  "EXECUTE IMMEDIATE 'CALL planted()'",
  'EXPLAIN DELETE FROM item WHERE mark(id)',
  'ANALYZE DELETE FROM item WHERE id = 1',
  'COMMIT; DELETE FROM item',
  'SET SESSION TRANSACTION READ WRITE; DELETE FROM item',
  'SET autocommit = 1; DELETE FROM item',
  "DELETE FROM item WHERE GET_LOCK('keyturn', 5)",
  "SELECT 1 INTO OUTFILE '/tmp/keyturn-out'",
  'DELETE FROM item; -- \n/*!50000 DROP TABLE item */',
  "INSERT INTO item SELECT SLEEP(9), NULL, 'x'",
];

/** Nothing that a database holds is run by a look; and a look needs no more than to read. */
export function testHostile(scene: () => Scene): void {
  let parser: MysqlParser;
  const ask = async (text: string): Promise<readonly Record<string, unknown>[]> =>
    (await scene().client.query(text))[0] as readonly Record<string, unknown>[];

  before(async () => {
    parser = await openMysqlParser();
    const { client } = scene();
    await client.query('DROP DATABASE IF EXISTS hostile; CREATE DATABASE hostile; USE hostile');
    for (const text of PLANTED.split(/;\n/)) await client.query(text);
  });

  /** Rows, sequences, locks, and how often the server was told to change anything. */
  const state = async (): Promise<string> => {
    const tables = await ask('CHECKSUM TABLE hostile.canary, hostile.item, hostile.counted EXTENDED');
    const numbers = await ask('SELECT * FROM hostile.numbers');
    const locks = await ask("SELECT IS_FREE_LOCK('keyturn') AS free");
    const told = await ask(
      "SELECT VARIABLE_NAME, VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME REGEXP '^COM_(insert|update|delete|replace|load|call|do|execute|create|alter|drop|truncate|grant|lock_tables)'",
    );
    return JSON.stringify([tables, numbers, locks, told]);
  };

  test('a look calls nothing that is planted in a database, and tells the server to change nothing', async () => {
    await ask('SELECT hostile.mark(7)');
    assert.deepEqual(await ask('SELECT what FROM hostile.canary'), [{ what: 'called with 7' }], 'the trap is not set');
    const before = await state();
    const { look, close } = await openLooks(socketTarget(scene().server.socket, 'hostile'), parser);
    for (const text of TEXTS) {
      const found = await look(text);
      if (/mark|sly|planted|numbers/i.test(text)) assert.ok(found.unknown.length > 0 || found.hits.length === 0, text);
    }
    await close();
    assert.equal(await state(), before);
  });

  test('a table that others hold is not waited for, and that is said', async () => {
    const { client, server } = scene();
    await client.query('LOCK TABLES hostile.item WRITE');
    const { look, close } = await openLooks(socketTarget(server.socket, 'hostile'), parser);
    const found = await look('DELETE FROM item WHERE id = 1');
    await client.query('UNLOCK TABLES');
    await close();
    assert.match(found.unknown.map(remarkSentence).join(), /took too long, or others hold the table/);
    assert.ok(
      found.hits.every(({ count }) => count.kind === 'unknown'),
      JSON.stringify(found.hits),
    );
  });

  test('the role whose SQL is shown counts exactly, and can change nothing', async () => {
    const { client, server } = scene();
    await client.query(
      'DROP DATABASE IF EXISTS pre_view; CREATE DATABASE pre_view; DROP DATABASE IF EXISTS preXview; CREATE DATABASE preXview',
    );
    await client.query(
      'CREATE TABLE pre_view.a (id int PRIMARY KEY); INSERT INTO pre_view.a VALUES (1), (2); CREATE TABLE preXview.a (id int)',
    );
    await client.query(
      'CREATE TABLE pre_view.b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES pre_view.a (id) ON DELETE CASCADE); INSERT INTO pre_view.b VALUES (1, 1)',
    );
    const shown = previewRoleText('pre_view').split('-- MySQL and MariaDB:\n')[1] ?? '';
    // As a person takes it over: without the marks that make it a comment.
    await client.query(shown.replaceAll(/^--   /gm, ''));
    const role = socketTarget(server.socket, 'pre_view', 'keyturn_preview', 'choose one');
    const { look, close } = await openLooks(role, parser);
    const found = await look('DELETE FROM a WHERE id = 1');
    assert.ok(isExact(found), JSON.stringify(found));
    assert.deepEqual(
      found.hits.map(({ name, via, count }) => [name, via, count.value]),
      [
        ['pre_view.a', 'direct', 1],
        ['pre_view.b', 'cascade', 1],
      ],
    );
    const other = await look('DELETE FROM preXview.a');
    assert.match(
      other.unknown.map(remarkSentence).join(),
      /preXview\.a/,
      'the grant reaches a database of a like name',
    );
    await close();
    const own: Client = await connect(server.socket, 'keyturn_preview', 'choose one');
    for (const text of [
      'INSERT INTO pre_view.a VALUES (3)',
      'UPDATE pre_view.a SET id = 9',
      'DELETE FROM pre_view.a',
      'TRUNCATE pre_view.a',
      'DROP TABLE pre_view.a',
      'ALTER TABLE pre_view.a ADD c int',
      'CREATE TABLE pre_view.c (id int)',
      "SELECT 1 INTO OUTFILE '/tmp/keyturn-preview-role'",
      'SET GLOBAL max_connections = 5',
    ])
      await assert.rejects(own.query(text), /denied|privilege|not owner/i, text);
    await own.end();
    await client.query("DROP USER 'keyturn_preview'@'localhost'; DROP DATABASE pre_view; DROP DATABASE preXview");
  });
}
