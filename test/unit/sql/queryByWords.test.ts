import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Reading } from '../../../src/reading/reader.ts';
import { openBuiltWorker, openRead, summary } from './reading.ts';

const worker = openBuiltWorker();
after(() => worker.close());

const passes = ({ complete, embedded, effects }: Reading): boolean =>
  complete && embedded.length === 0 && effects.every(({ kind }) => kind === 'sql.read' || kind === 'file.read');

const READS: readonly (readonly [dialect: string, text: string, effect: string])[] = [
  ['duckdb', 'PIVOT sales ON quarter USING sum(amount) GROUP BY region', 'sql.read sales'],
  ['duckdb', 'UNPIVOT monthly ON jan, feb INTO NAME month VALUE total', 'sql.read monthly'],
  ['duckdb', 'SELECT * FROM orders USING SAMPLE 10%', 'sql.read orders'],
  ['duckdb', 'WITH p AS (PIVOT cities ON year) SELECT * FROM p ASOF JOIN prices USING (id, at)', 'sql.read prices'],
  ['duckdb', "FROM a ASOF JOIN 'data/b.csv' AS b USING (id) SELECT a.x", 'file.read /workspace/data/b.csv'],
  ['clickhouse', 'WITH 10 AS n SELECT * FROM events WHERE x > n', 'sql.read events'],
  ['clickhouse', 'WITH (SELECT max(ts) FROM a.b) AS m SELECT count() FROM c WHERE ts = m', 'sql.read a.b'],
  ['clickhouse', 'SELECT * FROM a FINAL PREWHERE x = 1 WHERE y GLOBAL IN (SELECT y FROM b)', 'sql.read b'],
  ['clickhouse', 'EXPLAIN indexes = 1, header = 1 SELECT * FROM a', 'sql.read a'],
  ['clickhouse', 'WITH t (a, b) AS (SELECT 1, 2), 10 AS n SELECT a FROM t, c WHERE a > n', 'sql.read c'],
  ['oracle', 'SELECT level FROM c START WITH p IS NULL CONNECT BY PRIOR id = p ORDER SIBLINGS BY n', 'sql.read c'],
  ['mysql', 'SELECT a MOD 3, EXTRACT(YEAR_MONTH FROM at) FROM orders', 'sql.read orders'],
  ['cockroachdb', "SELECT * FROM orders@by_day AS OF SYSTEM TIME '-10s' WHERE id = 5", 'sql.read orders'],
  [
    'cockroachdb',
    'SELECT a FROM orders@{FORCE_INDEX=by_day} AS OF SYSTEM TIME follower_read_timestamp()',
    'sql.read orders',
  ],
  ['cockroachdb', "SELECT * FROM [SHOW JOBS] WHERE status = 'running'", 'sql.read cockroachdb'],
  ['oracle', 'SELECT MAX(a) KEEP (DENSE_RANK FIRST ORDER BY b) FROM emp', 'sql.read emp'],
  ['spark', 'SELECT explode(xs) FROM a LATERAL VIEW explode(tags) x AS tag', 'sql.read a'],
  ['snowflake', "SELECT $1 FROM @stage/x.csv (FILE_FORMAT => 'csv')", 'sql.read @stage/x.csv'],
];

test('a query that no parser takes passes when every word of it is known to read', async () => {
  const read = await openRead(worker);
  for (const [dialect, text, effect] of READS) {
    const reading = await read(text, dialect);
    const problems = reading.problems.map(({ rule }) => rule).join();
    assert.ok(passes(reading), `${dialect}: ${text}: ${summary(reading).join(', ')} ${problems}`);
    assert.ok(summary(reading).includes(effect), `${text} should tell ${effect}: ${summary(reading).join(', ')}`);
  }
});

/** What hides behind a query that no parser takes. */
const HELD: readonly (readonly [dialect: string, text: string])[] = [
  ['duckdb', 'PIVOT a ON b USING sum(c); DROP TABLE a'],
  ['duckdb', 'PIVOT a ON b USING wipe.all(c)'],
  ['duckdb', "PIVOT a ON b USING sum(c) GROUP BY (SELECT 1 FROM read_text('/root/.ssh/id_rsa'))"],
  ['duckdb', "PIVOT 'https://example.com/a.csv' ON b USING sum(c)"],
  ['duckdb', "WITH p AS (PIVOT '/root/secret.csv' ON b) SELECT * FROM p ASOF JOIN q USING (id)"],
  ['duckdb', "SELECT * FROM a ASOF JOIN b ON 1 = 1, '/root/secret.csv' USING SAMPLE 1%"],
  ['duckdb', "PIVOT a ON nextval('s')"],
  ['duckdb', 'PIVOT "/root/secret.csv" ON b'],
  ['duckdb', 'WITH read_x AS (SELECT 1) PIVOT own.read_x(1) ON b'],
  ['snowflake', 'WITH wipe AS (SELECT 1) SELECT wipe() FROM wipe MATCH_RECOGNIZE (PATTERN (x) x)'],
  ['duckdb', 'WITH d AS (DELETE FROM a RETURNING x) PIVOT d ON x'],
  ['bigquery', "SELECT * FROM a PIVOT(b) WHERE x = '\\'', 1; DROP TABLE a; -- '"],
  ['bigquery', "SELECT * FROM a PIVOT(b) WHERE x = '''it's''' OR y"],
  ['bigquery', "FROM a |> WHERE x PIVOT y # '\n; DROP TABLE a; -- '"],
  ['clickhouse', "WITH 1 AS x SELECT * FROM url('http://a/b', CSV)"],
  ['clickhouse', "WITH 1 AS x SELECT * FROM a INTO OUTFILE 'x.csv'"],
  ['clickhouse', "WITH 1 AS x SELECT '\\'' ; DROP TABLE a; -- '"],
  ['oracle', 'SELECT s.NEXTVAL FROM c CONNECT BY PRIOR id = p ORDER SIBLINGS BY n'],
  ['oracle', 'SELECT * FROM c@other CONNECT BY PRIOR id = p ORDER SIBLINGS BY n'],
  ['oracle', 'SELECT 1 FROM c CONNECT BY PRIOR id = p ORDER SIBLINGS BY n\n/\nhost rm -rf x'],
  ['oracle', "SELECT q'[it's]' FROM c CONNECT BY PRIOR id = p ORDER SIBLINGS BY n"],
  ['oracle', 'SELECT own.wipe(1) FROM c CONNECT BY PRIOR id = p ORDER SIBLINGS BY n'],
  ['cockroachdb', "SELECT * FROM [CANCEL QUERY 'x']"],
  ['cockroachdb', 'SELECT * FROM a@i, [PAUSE JOB 5]'],
  ['cockroachdb', 'SELECT * FROM [SHOW JOBS], [CANCEL JOB 5]'],
  ['oracle', 'SELECT keep(a) FROM emp CONNECT BY PRIOR id = p ORDER SIBLINGS BY n'],
  ['cockroachdb', 'SELECT * FROM a@{x], [CANCEL JOB 5] }'],
  ['hive', 'FROM t REDUCE a USING "rm -rf x" AS b'],
  ['spark', 'FROM t MAP a, b USING "rm -rf x"'],
  ['spark', 'FROM t MAP a USING `rm` AS b'],
  ['spark', "SELECT TRANSFORM (a) USING 'rm -rf x' AS (b) FROM t"],
  ['spark', "FROM (SELECT a FROM t) x MAP x.a USING 'rm -rf x' AS b"],
  ['spark', "SELECT TRANSFORM(a) USING 'rm -rf x' AS (b) FROM t LATERAL VIEW explode(tags) y"],
  ['spark', "SELECT reflect('java.lang.Runtime', 'exec') FROM t DISTRIBUTE BY a"],
  ['tsql', 'SELECT a FROM dbo.T REVERT'],
  ['tsql', 'SELECT 1 CHECKPOINT'],
  ['mariadb', 'SELECT NEXT VALUE FOR s MOD 3'],
  ['mysql', 'SELECT wipe() MOD 3'],
  ['mysql', 'SELECT password MOD 3 FROM mysql.user'],
  ['mysql', "SELECT 5 MOD 3, '\\' , 1; DROP TABLE a; -- '"],
  ['mysql', 'SELECT 5 MOD 3 INTO @x'],
  ['snowflake', "SELECT 1 FROM a PIVOT ON b // '\n; DROP TABLE a; -- '"],
  ['snowflake', 'SELECT wipe() FROM a MATCH_RECOGNIZE (PATTERN (x) x)'],
];

test('and nothing else does', async () => {
  const read = await openRead(worker);
  for (const [dialect, text] of HELD) {
    const reading = await read(text, dialect);
    assert.ok(!passes(reading), `${dialect}: ${text} passed as ${summary(reading).join(', ')}`);
  }
});
