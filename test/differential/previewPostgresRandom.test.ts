import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGrammar } from '../../src/preview/postgres/grammar.ts';
import { lookAt } from '../../src/preview/postgres/lookAt.ts';
import { openSession } from '../../src/preview/postgres/session.ts';
import { startPostgres } from '../setup/postgres.mjs';
import { randomShop } from './previewRandom.ts';
import { disagreement, reality } from './previewReality.ts';

const FULL = process.env.KEYTURN_FULL === '1';
const SHOPS = FULL ? 120 : 4;
const STATEMENTS = 18;

test(`${SHOPS} random databases: what is exact is what happens, and what fails is never exact`, async (t) => {
  const server = await startPostgres({ settings: ['autovacuum=off'] });
  t.after(() => server.stop());
  const grammar = await openGrammar();
  const client = await server.connect();
  let exact = 0;
  let real = 0;
  for (let seed = 1; seed <= SHOPS; seed += 1) {
    const shop = randomShop(seed, STATEMENTS);
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await client.query(shop.schema);
    const session = await openSession(
      {
        dial: { path: `${server.host}/.s.PGSQL.${server.port}` },
        user: server.user,
        database: 'postgres',
        tls: 'off',
        looked: { code: 'note.database', values: {} },
        doubts: [],
      },
      { statement: 5_000, lock: 500 },
    );
    await session.query("SELECT set_config('search_path', 'pg_catalog', true)");
    for (const statement of shop.statements) {
      const look = await lookAt({ session, grammar, path: ['pg_catalog', 'public'] }, statement, () => {});
      const happened = await reality(client, statement);
      const isExact = look.unknown.length === 0 && look.hits.every(({ count }) => count.kind === 'exact');
      const told = `seed ${seed}: ${statement}\n${JSON.stringify(look)}\n${shop.schema.replaceAll(/^INSERT.*$\n?/gm, '')}`;
      if (isExact) assert.equal(disagreement(look.hits, happened), undefined, told);
      if (happened !== undefined) real += 1;
      if (isExact) exact += 1;
    }
    await session.close();
  }
  await client.end();
  assert.ok(exact / real >= 0.85, `exact in ${exact} of ${real} that can run`);
});
