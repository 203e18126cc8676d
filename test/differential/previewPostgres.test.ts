import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openGrammar } from '../../src/preview/postgres/grammar.ts';
import { lookAt } from '../../src/preview/postgres/lookAt.ts';
import { openSession, type Session } from '../../src/preview/postgres/session.ts';
import type { ServerHit, ServerLook } from '../../src/preview/server/serverHit.ts';
import type { Target } from '../../src/preview/server/target.ts';
import { startPostgres } from '../setup/postgres.mjs';
import { PREVIEW_CASES, PREVIEW_SHOP } from './previewShop.ts';

type Server = Awaited<ReturnType<typeof startPostgres>>;
type Client = Awaited<ReturnType<Server['connect']>>;

let server: Server;
let real: Client;
let looking: (statement: string) => Promise<ServerLook>;
let session: Session;

function targetOf(database: string): Target {
  return {
    dial: { path: `${server.host}/.s.PGSQL.${server.port}` },
    user: server.user,
    database,
    tls: 'off',
    looked: { code: 'note.database', values: {} },
    doubts: [],
  };
}

before(async () => {
  // Statistics of the running transaction are the measure: nothing else may change rows meanwhile.
  server = await startPostgres({ settings: ['autovacuum=off'] });
  const first = await server.connect();
  await first.query('CREATE DATABASE shop');
  const shop = await server.connect('shop');
  await shop.query(PREVIEW_SHOP);
  await shop.end();
  await first.query('CREATE DATABASE throwaway TEMPLATE shop');
  await first.end();
  real = await server.connect('throwaway');
  session = await openSession(targetOf('shop'), { statement: 5_000, lock: 500 });
  const [row = {}] = await session.query('SELECT array_to_json(current_schemas(true))::text AS path');
  await session.query("SELECT set_config('search_path', 'pg_catalog', true)");
  const grammar = await openGrammar();
  const path = JSON.parse(String(row['path'])) as readonly string[];
  looking = (statement) => lookAt({ session, grammar, path }, statement, () => {});
});

after(async () => {
  await session.close();
  await server.stop();
});

type Changes = Record<string, number>;

/** All rows of all tables, by name. */
const COUNTS = `
SELECT n.nspname || '.' || c.relname AS name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', n.nspname, c.relname), true, true, '')))[1]::text::int AS n
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND NOT c.relispartition AND n.nspname IN ('public', 'tenant') OR c.relkind = 'p' ORDER BY 1`;

const CHANGED = `
SELECT schemaname || '.' || relname AS name, n_tup_ins::int AS insert, n_tup_upd::int AS update, n_tup_del::int AS delete FROM pg_stat_xact_user_tables`;

async function countsOf(): Promise<Map<string, number>> {
  const { rows } = await real.query(COUNTS);
  return new Map(rows.map((row) => [String(row['name']), Number(row['n'])]));
}

/** A partition's rows are those of its table, an inheriting table's those of the one that a statement names. */
const ABOVE: Record<string, string> = {
  'public.events_old': 'public.events',
  'public.events_new': 'public.events',
  'public.derived': 'public.base',
};

/** What the statement really does, by the server's own count: `table verb` → rows. Undefined: it fails. */
async function reality(statement: string): Promise<Changes | undefined> {
  const own = statement.startsWith('BEGIN') ? statement.replace(/^BEGIN;|; COMMIT$/g, '') : statement;
  const before = await countsOf();
  await real.query('BEGIN');
  try {
    const held = await real.query(CHANGED);
    await real.query(own);
    await real.query('SET CONSTRAINTS ALL IMMEDIATE');
    const changes: Changes = {};
    const add = (name: string, verb: string, rows: number): void => {
      if (rows > 0) changes[`${ABOVE[name] ?? name} ${verb}`] = (changes[`${ABOVE[name] ?? name} ${verb}`] ?? 0) + rows;
    };
    const ago = new Map(held.rows.map((row) => [row['name'], row]));
    for (const row of (await real.query(CHANGED)).rows) {
      for (const verb of ['insert', 'update', 'delete'])
        add(String(row['name']), verb, Number(row[verb]) - Number(ago.get(row['name'])?.[verb] ?? 0));
    }
    const now = await countsOf();
    for (const [name, rows] of before) {
      if (!now.has(name)) add(name, 'drop', rows);
      else if (/TRUNCATE/.test(own) && now.get(name) === 0) add(name, 'truncate', rows);
    }
    return changes;
  } catch {
    return undefined;
  } finally {
    await real.query('ROLLBACK');
  }
}

const SAME: Record<string, string> = { 'set null': 'update', 'set default': 'update' };

function predicted(hits: readonly ServerHit[]): Changes {
  const changes: Changes = {};
  for (const { name, verb, count } of hits) {
    const key = `${ABOVE[name] ?? name} ${SAME[verb] ?? verb}`;
    if ((count.value ?? 0) > 0) changes[key] = (changes[key] ?? 0) + (count.value ?? 0);
  }
  return changes;
}

for (const [statement, says] of PREVIEW_CASES) {
  test(`${says}: ${statement}`, async () => {
    const look = await looking(statement);
    const real = await reality(statement);
    const exact = look.unknown.length === 0 && look.hits.every(({ count }) => count.kind === 'exact');
    const told = JSON.stringify(look, undefined, 1);
    if (exact) assert.deepEqual(predicted(look.hits), real, `exact was claimed: ${told}`);
    assert.equal(exact, says === 'exact', `exactness: ${told}`);
    assert.equal(real === undefined, says === 'fails' || statement.includes('$1'), 'what really happens');
    if (says === 'fails')
      assert.ok(
        look.unknown.length > 0 && look.hits.every(({ count }) => count.kind !== 'exact'),
        `a statement that fails has no exact figure: ${told}`,
      );
  });
}

test('exact is claimed in at least 85 of 100 changes of rows that are allowed', () => {
  const changing = PREVIEW_CASES.filter(
    ([text, says]) => /^(?:DELETE|UPDATE|INSERT|WITH)/.test(text) && says !== 'fails',
  );
  const exact = changing.filter(([, says]) => says === 'exact');
  assert.ok(exact.length / changing.length >= 0.85, `${exact.length} of ${changing.length}`);
});
