import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startPostgres } from '../../setup/postgres.mjs';
import { POSTGRES_SCHEMA, POSTGRES_SHAPES, POSTGRES_STATE, POSTGRES_WRITES } from './passedShop.ts';
import { runPassed, type Bench } from '../runPassed.ts';
import { corpusStatements, generated } from '../statements.ts';
import { openVerdicts } from '../verdicts.ts';

type Server = Awaited<ReturnType<typeof startPostgres>>;
type Client = Awaited<ReturnType<Server['connect']>>;

const FULL = process.env.KEYTURN_FULL === '1';
const verdicts = openVerdicts();
let server: Server;
let runner: Client;
let observer: Client;

before(async () => {
  // Autovacuum would change statistics by itself.
  server = await startPostgres({ settings: ['autovacuum=off'] });
  const first = await server.connect();
  await first.query('CREATE DATABASE shop');
  await first.end();
  observer = await server.connect('shop');
  await observer.query(POSTGRES_SCHEMA);
  runner = await server.connect('shop');
});

after(async () => {
  await verdicts.close();
  await server.stop();
});

/** Folders whose files change with every transaction; relations in them are compared through the catalogue. */
const BUSY =
  /^(?:base|global|pg_(?:wal|xact|subtrans|multixact|stat|stat_tmp|logical|notify|commit_ts|serial|dynshmem))$/;

const bench: Bench = {
  dialect: 'postgresql',
  verdicts,
  run: async (statement) => {
    let failed: string | undefined;
    try {
      await runner.query(statement);
    } catch (error) {
      failed = String(error);
    }
    // What an open transaction did counts too.
    await runner.query('COMMIT').catch(() => undefined);
    return failed;
  },
  fresh: async () => {
    try {
      await runner.query('DISCARD ALL');
    } catch {
      // A statement ended the connection.
      runner = await server.connect('shop');
    }
    await runner.query("SET statement_timeout = '2s'");
  },
  /** Rows, catalogues, roles, settings, locks, connections, files. */
  state: async () => {
    const { rows } = await observer.query(POSTGRES_STATE);
    const folder = path.dirname(server.data);
    const files = [folder, server.data].flatMap((place) =>
      readdirSync(place)
        .filter((name) => !BUSY.test(name))
        .map((name) => name + (name.endsWith('.conf') ? readFileSync(path.join(place, name), 'utf8') : '')),
    );
    return JSON.stringify([rows, files], undefined, 1);
  },
};

test('each listed write is seen as a change, so that the comparison can fail', async () => {
  let last = await bench.state();
  for (const statement of POSTGRES_WRITES) {
    await bench.fresh();
    assert.equal(await bench.run(statement), undefined, statement);
    const now = await bench.state();
    assert.ok(now !== last, `this left no trace in the state: ${statement}`);
    assert.equal(await verdicts.passes(statement, 'postgresql'), false, `this passed: ${statement}`);
    last = now;
  }
});

test('no statement of the corpora that passes changes anything', async () => {
  const { ran, wrong } = await runPassed(bench, corpusStatements('postgresql'));
  assert.equal(wrong.length, 0, wrong.join('\n'));
  assert.ok(ran > 50, `only ${String(ran)} ran`);
});

test('no generated statement that passes changes anything', async () => {
  const { ran, wrong } = await runPassed(bench, generated(POSTGRES_SHAPES, 400));
  assert.equal(wrong.length, 0, wrong.join('\n'));
  assert.ok(ran > 50, `only ${String(ran)} ran`);
});

test('no function of the server that passes changes anything when it is called', async () => {
  const { ran, wrong } = await runPassed(bench, await calls());
  assert.equal(wrong.length, 0, wrong.join('\n'));
  assert.ok(ran > 500, `only ${String(ran)} ran`);
});

/** A call of each function that the server has, of one form of each unless all is asked for, with arguments of the right types: a NULL would skip most of them. */
async function calls(): Promise<readonly string[]> {
  const { rows } = await observer.query(`
    SELECT ${FULL ? '' : 'DISTINCT ON (p.proname)'} p.proname AS name,
           (SELECT coalesce(json_agg(format_type(a.t, NULL) ORDER BY a.i), '[]') FROM unnest(p.proargtypes) WITH ORDINALITY AS a(t, i)) AS types
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('pg_catalog', 'public') AND p.prokind IN ('f', 'a') ORDER BY p.proname, p.oid`);
  return rows.map(({ name, types }) => {
    const given = (types as string[]).map(
      (type) => SAMPLES[type] ?? `NULL::${type === 'any' || /^any|internal/.test(type) ? 'text' : type}`,
    );
    return `SELECT ${String(name)}(${given.join(', ')})`;
  });
}

const SAMPLES: Readonly<Record<string, string>> = {
  text: "'t'",
  'character varying': "'t'::varchar",
  name: "'orders'::name",
  cstring: "'t'",
  integer: '1',
  smallint: '1::smallint',
  bigint: '1::bigint',
  numeric: '1.5',
  real: '1.5::real',
  'double precision': '1.5::float8',
  boolean: 'true',
  oid: "'orders'::regclass::oid",
  regclass: "'orders'::regclass",
  bytea: "'\\x00'::bytea",
  'timestamp with time zone': 'now()',
  'timestamp without time zone': 'localtimestamp',
  date: 'current_date',
  'time without time zone': 'localtime',
  interval: "interval '1 second'",
  json: `'{"a":1}'::json`,
  jsonb: `'{"a":1}'::jsonb`,
  xml: "'<a/>'::xml",
  'text[]': "ARRAY['a']",
  pg_lsn: "'0/1'::pg_lsn",
  anyarray: 'ARRAY[1]',
  anyelement: '1',
  any: '1',
};
