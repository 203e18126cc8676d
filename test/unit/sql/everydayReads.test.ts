import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Reading } from '../../../src/reading/reader.ts';
import { withoutSqlplus } from '../../../src/sql/split/sqlplus.ts';
import { openBuiltWorker, openRead, summary } from './reading.ts';

const worker = openBuiltWorker();
after(() => worker.close());

const passes = ({ complete, embedded, effects }: Reading): boolean =>
  complete && embedded.length === 0 && effects.every(({ kind }) => kind === 'sql.read' || kind === 'file.read');

/** What people run while they look for a mistake, in pairs with what looks the same and is more. */
const READS: readonly (readonly [dialect: string, text: string])[] = [
  ['postgresql', 'SELECT extensions.uuid_generate_v4(), public.st_asgeojson(geom), ST_IsValidReason(geom) FROM t'],
  ['postgresql', 'SELECT auth.uid(), length(lo_get(16405)), pgstatindex($1) FROM pg_ls_waldir()'],
  ['postgresql', "\\set id 42\nSELECT * FROM users WHERE id = :id AND name = :'name';"],
  ['postgresql', "SELECT set_config('statement_timeout', '5s', true)"],
  [
    'postgresql',
    "SELECT query_to_xml(format('select count(*) as c from %I.%I', schemaname, tablename), false, true, '') FROM pg_tables",
  ],
  ['mysql', 'EXPLAIN FOR CONNECTION 12'],
  ['mysql', 'SELECT user, host, plugin, count(*) FROM mysql.user GROUP BY 1, 2, 3'],
  ['mysql', 'SET @n := 0, @m = 2; SELECT @n := @n + 1, name FROM t'],
  ['mysql', 'SELECT MAX(id), MIN(id) FROM t INTO @a, @b'],
  ['mysql', "SET SESSION sql_mode = (SELECT REPLACE(@@sql_mode, 'ONLY_FULL_GROUP_BY', ''))"],
  ['mariadb', "SELECT * FROM t FOR SYSTEM_TIME FROM '2026-01-01' TO '2026-02-01' WHERE id = 1"],
  ['bigquery', 'DECLARE since DATE DEFAULT DATE_SUB(CURRENT_DATE(), INTERVAL 7 DAY); SET since = since; SELECT since'],
  ['bigquery', 'FROM d.t |> EXTEND a + b AS c |> DROP a |> LIMIT 5'],
  ['snowflake', "ALTER SESSION SET TIMEZONE = 'UTC'; SET n = 5; SELECT $n, 'it\\'s' FROM t"],
  ['duckdb', "ATTACH 'app.db' AS src (TYPE sqlite, READ_ONLY); SELECT * FROM src.users"],
  ['duckdb', '.mode line\nSELECT 1;'],
  ['duckdb', "DESCRIBE TABLE 'x.parquet'; SELECT * FROM t WHERE tags @> ['a'] ORDER BY ALL LIMIT 10%"],
  ['clickhouse', "SELECT * FROM file('data.csv', CSVWithNames)"],
  ['clickhouse', "SELECT count() FROM t WHERE s = 'it\\'s' LIMIT 1 BY x"],
  ['clickhouse', "SELECT * FROM clusterAllReplicas('default', system.parts)"],
  ['tsql', "IF EXISTS (SELECT 1 FROM sys.tables) SELECT 'yes' ELSE SELECT 'no'"],
  ['tsql', "EXEC sp_executesql N'SELECT * FROM dbo.T WHERE Id = @id', N'@id int', @id = 5"],
  ['tsql', "DECLARE @a datetime = GETDATE(), @s nvarchar(max) = N'x'; SELECT @s"],
  ['tsql', 'SELECT * FROM dbo.Prices FOR SYSTEM_TIME ALL WHERE Id = 3'],
  ['oracle', 'SET LINESIZE 200\nCOLUMN name FORMAT A30\nSELECT name FROM v$database\n/'],
  ['oracle', "SELECT SYSDATE, USER, n.x FROM dual, JSON_TABLE('[1]', '$[*]' COLUMNS (x NUMBER PATH '$')) n"],
  ['oracle', 'SELECT * FROM emp MATCH_RECOGNIZE (MEASURES A.sal AS s PATTERN (A B+) DEFINE B AS B.sal > PREV(B.sal))'],
];

const MORE_THAN_READS: readonly (readonly [dialect: string, text: string])[] = [
  ['postgresql', 'SELECT own.st_asgeojson(geom) FROM t'],
  ['postgresql', "SELECT extensions.wipe('x')"],
  ['postgresql', 'SELECT * FROM users WHERE id = :id'],
  ['postgresql', "\\set id '1; DROP TABLE users'\nSELECT :id;"],
  ['postgresql', '\\set id 42\n\\if :x\n\\set id `cat x`\n\\endif\nSELECT :id;'],
  ['postgresql', "SELECT set_config('session_replication_role', 'replica', false)"],
  ['postgresql', "SELECT query_to_xml(format('delete from %I', t), false, true, '') FROM x"],
  ['postgresql', "SELECT query_to_xml(format('select count(*) from %s', t), false, true, '') FROM x"],
  ['postgresql', "SELECT * FROM crosstab2('delete from t returning a, b')"],
  ['mysql', 'SELECT user, authentication_string FROM mysql.user'],
  ['mysql', 'SELECT u.* FROM mysql.user u'],
  ['mysql', 'SELECT 1 UNION TABLE mysql.user'],
  ['mysql', 'SELECT id INTO t FROM users'],
  ['mysql', "SELECT id INTO @x FROM users INTO OUTFILE '/tmp/x'"],
  ['mysql', "SET sql_mode = 'ANSI_QUOTES'"],
  ['mysql', "SET sql_mode = ''"],
  ['mysql', "SET sql_mode = REPLACE(@@sql_mode, 'ONLY_FULL_GROUP_BY', 'NO_BACKSLASH_ESCAPES')"],
  ['mysql', 'SET @a = 1, GLOBAL read_only = 0'],
  ['bigquery', 'DECLARE n INT64 DEFAULT (SELECT own.wipe()); SELECT n'],
  ['bigquery', 'FROM d.t |> DROP a; DROP TABLE d.t'],
  ['bigquery', 'SET @@dataset_id = x'],
  ['snowflake', 'ALTER SESSION SET AUTOCOMMIT = TRUE'],
  ['snowflake', "SHOW TABLES LIKE 'a' // '\n; DROP TABLE x; --'"],
  ['snowflake', 'SHOW TABLES ->> DELETE FROM t'],
  ['duckdb', "ATTACH 'app.db' AS src (TYPE sqlite)"],
  ['duckdb', '.shell id\nSELECT 1;'],
  ['duckdb', ".pager 'id'\nSELECT 1;"],
  ['duckdb', "DESCRIBE 'https://example.com/x.csv'"],
  ['duckdb', "ATTACH 'https://example.com/x.db' (READ_ONLY)"],
  ['duckdb', "SUMMARIZE '/root/.ssh/id_rsa'"],
  ['duckdb', "ATTACH '/root/other.db' AS o (READ_ONLY)"],
  ['duckdb', "SELECT [']'];\n# 1; DROP TABLE t"],
  ['snowflake', "SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('t')"],
  ['postgresql', "SELECT set_config('search_path', x, true) FROM t"],
  ['postgresql', "SELECT set_config('search_path', 'own, pg_catalog', true)"],
  ['oracle', 'SHOW USER\n/'],
  ['clickhouse', "SELECT * FROM file('/etc/passwd')"],
  ['clickhouse', "SELECT * FROM cluster('c', url('http://a/b'))"],
  ['clickhouse', "SHOW TABLES LIKE 'a\\\\'; DROP TABLE x; --'"],
  ['tsql', 'IF 1 = 1 SELECT 1 ELSE DELETE FROM dbo.T'],
  ['tsql', 'IF 1 = 1 SELECT 1 AS a DROP TABLE dbo.T'],
  ['tsql', "EXEC sp_executesql N'EXEC(@q)', N'@q nvarchar(max)', @q = N'DROP TABLE x'"],
  ['tsql', "EXEC sp_executesql N'SELECT 1', N'@p int', @p = 5 DROP TABLE dbo.T"],
  ['tsql', "EXEC sp_spaceused 'dbo.T', 'true'"],
  ['tsql', 'SELECT * FROM dbo.wipe()'],
  ['oracle', 'SELECT purge_all FROM dual'],
  ['oracle', 'SELECT jobs.purge FROM emp'],
  ['oracle', 'SET LINESIZE 200\nSELECT 1 FROM dual\n/\nDROP TABLE x\n/'],
  ['oracle', 'COLUMN x NEW_VALUE y\nSELECT 1 FROM dual;'],
  ['oracle', 'SPOOL out.txt\nSELECT 1 FROM dual;'],
  ['oracle', 'SET SQLTERMINATOR #\nSELECT 1 FROM dual;'],
];

test('everyday reads of every dialect pass', async () => {
  const read = await openRead(worker);
  for (const [dialect, text] of READS) {
    const reading = await read(text, dialect);
    const problems = reading.problems.map(({ rule }) => rule).join();
    assert.ok(passes(reading), `${dialect}: ${text}: ${summary(reading).join(', ')} ${problems}`);
  }
});

test('and what looks like them does not', async () => {
  const read = await openRead(worker);
  for (const [dialect, text] of MORE_THAN_READS) {
    const reading = await read(text, dialect);
    assert.ok(!passes(reading), `${dialect}: ${text} passed as ${summary(reading).join(', ')}`);
  }
});

test('a line of Oracle’s client is blank only where no statement is open, and no other hides in it', () => {
  assert.equal(withoutSqlplus('SET LIN 200\nSELECT 1\n/\n'), '           \nSELECT 1\n;\n');
  assert.equal(withoutSqlplus("PROMPT don't\nSELECT 1;"), '            \nSELECT 1;');
  for (const text of ['SELECT a\nSHOW b FROM t', 'SET ECHO ON; DROP TABLE t', 'SET ECHO -\nON', 'DEFINE x = 1'])
    assert.equal(withoutSqlplus(text), text);
  const long = `COLUMN${' '.repeat(200_000)}NEW_VALUE x`;
  const started = performance.now();
  assert.equal(withoutSqlplus(`${long}\nSET ECHO${' '.repeat(200_000)}&x`).length, long.length + 200_011);
  assert.ok(performance.now() - started < 1000);
});
