import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { Reading } from '../../src/reading/reader.ts';
import { openBuiltWorker, openRead } from '../unit/sql/reading.ts';
import { volume } from '../support/volume.ts';

const worker = openBuiltWorker();
after(() => worker.close());

const DIALECTS = ['postgresql', 'sqlite', 'mysql', 'mariadb', 'tsql', 'duckdb', ''] as const;

/** Their queries are read by their words where no parser takes them. */
const WAREHOUSES = ['bigquery', 'clickhouse', 'oracle', 'snowflake'] as const;

const PIECES =
  "SELECT|DELETE|FROM|UPDATE|SET|WHERE|DROP|TABLE|INSERT|INTO|VALUES|WITH|AS|EXPLAIN|ANALYZE|DO|$$|'|\"|`|;|(|)|--|/*|*/|/*!50000|\\|\\!|\\copy|\\g|.shell|.read|\n|COPY|STDIN|\\.|DELIMITER|GO|PIVOT|ON|FORMAT|t|a.b|1|=|::|:|:x|é|😀|E'\\''|TRIGGER|BEGIN|END|CREATE|[|]|#".split(
    '|',
  );
const soup = fc.array(fc.constantFrom(...PIECES, ' '), { maxLength: 40 }).map((parts) => parts.join(' '));
const wild = fc.string({ unit: 'binary', maxLength: 80 });

function assertSound(text: string, reading: Reading): void {
  const ranges = [
    ...reading.effects.map(({ range }) => range),
    ...reading.problems.map(({ range }) => range),
    ...reading.embedded.map(({ range }) => range),
  ];
  for (const [start, end] of ranges) {
    assert.ok(
      start >= 0 && start <= end && end <= text.length,
      `range ${String(start)}-${String(end)} of ${String(text.length)} units`,
    );
  }
  assert.equal(reading.complete, reading.problems.length === 0, 'complete means no problem, and the other way round');
}

const isPassed = (reading: Reading): boolean =>
  reading.complete && reading.embedded.length === 0 && reading.effects.every(({ kind }) => kind === 'sql.read');

for (const dialect of [...DIALECTS, ...WAREHOUSES]) {
  test(`${dialect || 'no dialect'}: any text is answered, with ranges inside it`, async () => {
    const read = await openRead(worker);
    await fc.assert(
      fc.asyncProperty(fc.oneof(soup, wild), async (text) => assertSound(text, await read(text, dialect))),
      { numRuns: volume(100, 4_000) },
    );
  });
}

test('half a surrogate pair and NUL are refused in every dialect', async () => {
  const read = await openRead(worker);
  for (const dialect of DIALECTS) {
    for (const text of ['SELECT 1 \u0000; DROP TABLE t', "SELECT '\ud800'"]) {
      assert.equal((await read(text, dialect)).complete, false, `${dialect}: ${JSON.stringify(text)}`);
    }
  }
});

test('what is nested without end, or endless, is answered in every dialect', async () => {
  // A shorter deadline than the reader's: what runs into it would, for two seconds of processor each, do so too.
  const read = await openRead({ ...worker, ask: (request) => worker.ask(request, 300) });
  const texts = [
    `SELECT ${'('.repeat(30)}1`,
    `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`,
    `SELECT ${'f('.repeat(40)}1${')'.repeat(40)}`,
    `SELECT 1 ${'OR 1 '.repeat(20_000)}`,
    `SELECT ${"'".repeat(10_001)}`,
    '/*'.repeat(50_000),
    `DROP TABLE x; ${'x'.repeat(300_000)}`,
  ];
  for (const dialect of DIALECTS) {
    for (const text of texts) {
      assertSound(text, await read(text, dialect));
    }
    const long = await read(texts.at(-1) ?? '', dialect);
    assert.equal(long.complete, false, `${dialect}: a text over the limit`);
    assert.ok(
      long.effects.some(({ kind }) => kind === 'sql.drop'),
      `${dialect}: its DROP is named all the same`,
    );
  }
});

test('a query read by its words, with a destructive statement in it or behind it, is not passed', async () => {
  const read = await openRead(worker);
  const queries = [
    ['duckdb', 'PIVOT a ON b USING sum(c)'],
    ['duckdb', 'SELECT * FROM a ASOF JOIN b USING (id) USING SAMPLE 5%'],
    ['clickhouse', 'WITH 1 AS x SELECT * FROM a WHERE b GLOBAL IN (SELECT b FROM c)'],
    ['oracle', 'SELECT * FROM a CONNECT BY PRIOR id = p ORDER SIBLINGS BY n'],
    ['snowflake', "SELECT $1 FROM @s/x.csv (FILE_FORMAT => 'f')"],
  ] as const;
  const writes = ['DROP TABLE t', 'DELETE FROM t', 'TRUNCATE TABLE t', 'CALL wipe()', 'INSERT INTO t VALUES (1)'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...queries),
      fc.constantFrom(...writes),
      fc.nat(),
      fc.constantFrom(';\n', ' ', '; /* */ ', "'\\'';", "'; -- '\n;"),
      async ([dialect, query], write, at, between) => {
        assert.ok(isPassed(await read(query, dialect)), `${dialect}: ${query} should pass alone`);
        const words = query.split(' ');
        const place = at % (words.length + 1);
        const text = [...words.slice(0, place), between + write + between, ...words.slice(place)].join(' ');
        assert.ok(!isPassed(await read(text, dialect)), `${dialect}: ${text}`);
      },
    ),
    { numRuns: volume(150) },
  );
});

test('a read with a destructive statement behind it is not passed', async () => {
  const read = await openRead(worker);
  const reads = [
    'SELECT 1',
    'SELECT * FROM t',
    "SELECT 'a;b' FROM t -- note",
    'SELECT 1 /* x */',
    'WITH a AS (SELECT 1) SELECT * FROM a',
  ];
  const writes = [
    'DROP TABLE t',
    'DELETE FROM t',
    'UPDATE t SET a = 1',
    'TRUNCATE TABLE t',
    'INSERT INTO t VALUES (1)',
    'CREATE TABLE t (a int)',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...reads),
      fc.constantFrom(...writes),
      fc.constantFrom(';\n', '\n;', '; /* */ ', ';\n-- x\n'),
      fc.constantFrom(...DIALECTS),
      async (first, second, between, dialect) => {
        assert.ok(isPassed(await read(first, dialect)), `${dialect}: ${first} should pass alone`);
        const text = `${first}\n${between}${second}`;
        assert.ok(!isPassed(await read(text, dialect)), `${dialect}: ${text}`);
      },
    ),
    { numRuns: volume(150) },
  );
});
