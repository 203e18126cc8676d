import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { mysqlText, type MysqlText } from '../../../src/cli/sql/mysqlStatements.ts';
import { openMysqlParser, type MysqlParser } from '../../../src/sql/parse/mysql.ts';

let parser: MysqlParser;

before(async () => {
  parser = await openMysqlParser();
});

const cut = (text: string): MysqlText => mysqlText(parser, text);

test('what begins or ends a transaction is refused, in whatever dress', () => {
  for (const text of [
    'DELETE FROM a; COMMIT; SELECT 1',
    'DELETE FROM a; /* x */ rollback',
    'START TRANSACTION; DELETE FROM a; COMMIT; DELETE FROM b',
    'BEGIN; DELETE FROM a',
    'SET autocommit = 1; DELETE FROM a',
    'SET @x = 1, @@session.`autocommit` = 1',
    'SAVEPOINT s; DELETE FROM a',
    "XA START 'x'",
    'LOCK TABLES a WRITE; DELETE FROM a',
  ])
    assert.throws(() => cut(text), /begins or ends a transaction/, text);
  assert.throws(() => cut('DELETE FROM a; /*!40000 COMMIT */'), /a comment that some servers run/);
  assert.throws(() => cut('DELETE FROM a; /*M! COMMIT */'), /a comment that some servers run/);
  assert.throws(() => cut('source other.sql'), /commands of the mysql client/);
  assert.throws(() => cut(' ; -- nothing'), /no statement/);
});

test('a definition, with which the server commits, runs alone or not at all', () => {
  for (const text of [
    'DROP TABLE a',
    'TRUNCATE a',
    'ALTER TABLE a ADD b int',
    'CREATE TABLE b (id int)',
    'SET PASSWORD = PASSWORD("x")',
    'LOAD INDEX INTO CACHE a',
    'OPTIMIZE TABLE a',
    'ANALYZE TABLE a',
    'GRANT ALL ON *.* TO x',
    'FLUSH TABLES',
  ]) {
    assert.equal(cut(text).runs, 'alone', text);
    assert.throws(() => cut(`DELETE FROM a; ${text}`), /commits with each change of a definition/, text);
  }
  const lockable = (text: string): unknown => {
    const found = cut(text);
    return found.runs === 'alone' ? found.lockable : undefined;
  };
  assert.deepEqual(['DROP TABLE a', 'drop /* x */ database a', 'DROP SCHEMA IF EXISTS a'].map(lockable), [
    true,
    false,
    false,
  ]);
});

test('all else runs in one transaction; the text may bring its own around all of it', () => {
  const inside = (text: string): unknown => {
    const found = cut(text);
    return found.runs === 'together' ? [found.statements, found.readsOnly] : found;
  };
  assert.deepEqual(inside('BEGIN; DELETE FROM a; COMMIT;'), [['DELETE FROM a'], false]);
  assert.deepEqual(inside('start transaction; DELETE FROM a; commit work'), [['DELETE FROM a'], false]);
  assert.deepEqual(inside("SELECT 'COMMIT'; SHOW TABLES"), [["SELECT 'COMMIT'", 'SHOW TABLES'], true]);
  assert.deepEqual(inside("UPDATE a SET b = 'autocommit'"), [["UPDATE a SET b = 'autocommit'"], false]);
  assert.deepEqual(inside('CREATE TEMPORARY TABLE t (id int); INSERT INTO t VALUES (1)'), [
    ['CREATE TEMPORARY TABLE t (id int)', 'INSERT INTO t VALUES (1)'],
    false,
  ]);
  assert.deepEqual(inside('SET @x = 1; CALL p()'), [['SET @x = 1', 'CALL p()'], false]);
});
