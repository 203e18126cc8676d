import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openGrammar } from '../../src/preview/postgres/grammar.ts';
import { lookAt } from '../../src/preview/postgres/lookAt.ts';
import { openSession, type Session } from '../../src/preview/postgres/session.ts';
import type { ServerLook } from '../../src/preview/server/serverHit.ts';
import type { Target } from '../../src/preview/server/target.ts';
import { startPostgres } from '../setup/postgres.mjs';
import { predicted, reality } from './previewReality.ts';
import { ALTER_CASES, handled } from './alterReality.ts';
import { PREVIEW_CASES, PREVIEW_SHOP } from './previewShop.ts';

type Server = Awaited<ReturnType<typeof startPostgres>>;
type Client = Awaited<ReturnType<Server['connect']>>;

let server: Server;
let client: Client;
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
  client = await server.connect('throwaway');
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

for (const [statement, says] of PREVIEW_CASES) {
  test(`${says}: ${statement}`, async () => {
    const look = await looking(statement);
    const real = await reality(client, statement);
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

for (const [statement, table] of ALTER_CASES)
  test(`lock and rewrite: ${statement}`, async () => {
    const { hits } = await looking(statement);
    const notes = hits.flatMap((hit) => (hit.verb === 'alter' ? hit.notes : []));
    const lock = notes.find(({ code }) => code === 'note.lock')?.values['lock'];
    const works = notes.map(({ code }) => code).filter((code) => code.startsWith('note.alter-'));
    const { lock: taken, rewritten } = await handled(client, statement, table);
    assert.equal(lock, taken, 'the lock');
    assert.equal(works.includes('note.alter-rewrite'), rewritten, `whether it is rewritten: ${works.join()}`);
    assert.equal(works.length, 1, JSON.stringify(notes));
  });
