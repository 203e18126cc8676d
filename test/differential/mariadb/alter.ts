import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { openMysqlParser, type MysqlParser } from '../../../src/sql/parse/mysql.ts';
import { openLooks, socketTarget } from './looks.ts';
import type { Scene } from './source.ts';

const TABLE = `CREATE TABLE alt (id int PRIMARY KEY, a int, b int NOT NULL DEFAULT 1, v varchar(20), t text, d date, c char(5), other int,
  INDEX by_b (b), CONSTRAINT to_parent FOREIGN KEY (other) REFERENCES alt_parent (id))`;

/** How the server does it: `sure` by its own word, which is asked. */
const ALTERS: readonly (readonly [operation: string, says: 'none' | 'index' | 'rebuild' | 'copy' | 'open'])[] = [
  ['ADD x int', 'none'],
  ['ADD COLUMN x int NOT NULL DEFAULT 5', 'none'],
  ['ADD COLUMN x int FIRST', 'none'],
  ['ADD x varchar(10) AFTER a', 'none'],
  ['ADD x datetime DEFAULT current_timestamp', 'none'],
  ['ADD x int, ADD y int', 'none'],
  ['ADD x int AS (a + 1) VIRTUAL', 'none'],
  ['ADD x int AS (a + 1) STORED', 'copy'],
  ['ADD x int UNIQUE', 'open'],
  ['ADD x int DEFAULT (1 + 1)', 'open'],
  ['DROP COLUMN v', 'none'],
  ['DROP a', 'none'],
  ['DROP d, DROP c', 'none'],
  ['DROP b', 'open'],
  ['RENAME COLUMN v TO w', 'none'],
  ['RENAME INDEX by_b TO on_b', 'none'],
  ['RENAME TO alt2', 'none'],
  ['ALTER b SET DEFAULT 7', 'none'],
  ['ALTER COLUMN b DROP DEFAULT', 'none'],
  ['ADD INDEX (v)', 'index'],
  ['ADD KEY named (v, d)', 'index'],
  ['ADD UNIQUE (id, v)', 'index'],
  ['ADD CONSTRAINT u UNIQUE (id, d)', 'index'],
  ['ADD FULLTEXT INDEX (t)', 'open'],
  ['ADD PRIMARY KEY (b)', 'open'],
  ['DROP PRIMARY KEY', 'copy'],
  ['DROP INDEX by_b', 'none'],
  ['DROP KEY by_b', 'none'],
  ['DROP FOREIGN KEY to_parent', 'none'],
  ['ADD FOREIGN KEY (a) REFERENCES alt_parent (id)', 'copy'],
  ['ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES alt_parent (id) ON DELETE CASCADE', 'copy'],
  ['ADD CHECK (a < 5)', 'open'],
  ['MODIFY a bigint', 'copy'],
  ['MODIFY COLUMN v text', 'copy'],
  ['MODIFY v varchar(30)', 'open'],
  ['CHANGE d e datetime', 'copy'],
  ['CHANGE v w varchar(20)', 'open'],
  ['ENGINE=InnoDB', 'rebuild'],
  ['FORCE', 'rebuild'],
  ["COMMENT 'x'", 'none'],
  ['AUTO_INCREMENT = 100', 'none'],
  ['CONVERT TO CHARACTER SET latin1', 'open'],
  ['ADD x int, ADD INDEX (v)', 'open'],
  ['ADD INDEX (v), ADD INDEX (d)', 'index'],
  ['ADD INDEX (v), MODIFY a bigint', 'copy'],
  ['DROP COLUMN v, ALGORITHM=COPY', 'copy'],
];

const WORKS: Readonly<Record<string, string>> = {
  'note.alter-none': 'none',
  'note.alter-index': 'index',
  'note.alter-may-copy': 'open',
};

/** What the card says of an ALTER TABLE is what the server itself says of its ALGORITHM and LOCK. */
export function testAlter(scene: () => Scene): void {
  let parser: MysqlParser;
  before(async () => {
    parser = await openMysqlParser();
    await scene().client.query(
      'DROP DATABASE IF EXISTS alters; CREATE DATABASE alters; USE alters; CREATE TABLE alt_parent (id int PRIMARY KEY)',
    );
  });

  /** Whether the server takes the operation in that way, on a table that is thrown away. */
  const takes = async (operation: string, how: string): Promise<boolean> => {
    const { client } = scene();
    await client.query(
      `USE alters; DROP TABLE IF EXISTS alt, alt2; ${TABLE}; INSERT INTO alt (id, a) VALUES (1, NULL), (2, NULL)`,
    );
    return client.query(`ALTER TABLE alt ${operation}, ${how}`).then(
      () => true,
      () => false,
    );
  };

  test('how an ALTER TABLE is carried out, and what others can do meanwhile', async (t) => {
    for (const [operation, says] of ALTERS)
      await t.test(`${says}: ${operation}`, async () => {
        await takes('COMMENT "fresh"', 'ALGORITHM=COPY');
        const { look, close } = await openLooks(socketTarget(scene().server.socket, 'alters'), parser);
        const found = await look(`ALTER TABLE alt ${operation}`);
        await close();
        const notes = found.hits.flatMap((hit) => hit.notes.map(({ code }) => code));
        const isFree = notes.includes('note.others-change');
        const work = notes
          .filter((code) => code.startsWith('note.alter-'))
          .map((code) => WORKS[code] ?? (isFree ? 'rebuild' : 'copy'));
        const unread = found.unknown.some(({ code }) => code === 'unknown.sql-unread');
        assert.deepEqual(unread ? ['open'] : work, [says], JSON.stringify(found));
        if (says === 'open' || /ALGORITHM/.test(operation)) return;
        const [instant, nocopy, inplace, copy] = [
          await takes(operation, 'ALGORITHM=INSTANT'),
          await takes(operation, 'ALGORITHM=NOCOPY'),
          await takes(operation, 'ALGORITHM=INPLACE'),
          await takes(operation, 'ALGORITHM=COPY'),
        ];
        const real = instant ? 'none' : nocopy ? 'index or none' : inplace ? 'rebuild' : copy ? 'copy' : 'refused';
        assert.match(real, new RegExp(says), `the server says ${real}`);
        if (says === 'none') return;
        assert.equal(await takes(operation, 'LOCK=NONE'), says !== 'copy', 'whether others can change it meanwhile');
      });
    // Among computed columns the server does other things than its manual says.
    await scene().client.query('CREATE TABLE computed (id int PRIMARY KEY, a int, twice int AS (a * 2) VIRTUAL)');
    const { look, close } = await openLooks(socketTarget(scene().server.socket, 'alters'), parser);
    for (const operation of ['ADD x int FIRST', 'ADD x int AFTER id', 'DROP COLUMN a', 'DROP COLUMN twice']) {
      const found = await look(`ALTER TABLE computed ${operation}`);
      const codes = found.hits.flatMap((hit) => hit.notes.map(({ code }) => code));
      assert.ok(codes.includes('note.alter-may-copy'), `${operation}: ${JSON.stringify(found)}`);
    }
    await close();
  });
}
