import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ServerLook } from '../../../src/preview/server/serverHit.ts';
import { startPostgres } from '../../setup/postgres.mjs';
import { isExact, openLooks, socketTarget, type Looks } from './looks.ts';
import { predicted, reality } from './reality.ts';
import { ALTER_CASES, DROP_CASES, handled, shutOut } from './alterReality.ts';
import { AGENT_CASES, RING_CASES } from './agentCases.ts';
import { MORE_ODD_CASES } from './moreOddCases.ts';
import { ODD_CASES } from './oddCases.ts';
import { ODD_SHOP } from './oddShop.ts';
import { PREVIEW_CASES, PREVIEW_SHOP } from './previewShop.ts';

type Server = Awaited<ReturnType<typeof startPostgres>>;
type Client = Awaited<ReturnType<Server['connect']>>;

let server: Server;
let client: Client;
let looks: Looks;

before(async () => {
  // Statistics of the running transaction are the measure: nothing else may change rows meanwhile.
  server = await startPostgres({ settings: ['autovacuum=off'] });
  const first = await server.connect();
  await first.query('CREATE DATABASE shop');
  const shop = await server.connect('shop');
  await shop.query(PREVIEW_SHOP);
  await shop.end();
  await first.query('CREATE DATABASE throwaway TEMPLATE shop');
  await first.query('CREATE DATABASE odd');
  const odd = await server.connect('odd');
  await odd.query(ODD_SHOP);
  await odd.end();
  await first.query('CREATE DATABASE odd_throwaway TEMPLATE odd');
  await first.end();
  client = await server.connect('throwaway');
  looks = await openLooks(socketTarget(server, 'shop'));
});

after(async () => {
  await looks.close();
  await server.stop();
});

for (const [statement, says] of PREVIEW_CASES) {
  test(`${says}: ${statement}`, async () => {
    const look = await looks.look(statement);
    const real = await reality(client, statement);
    const exact = isExact(look);
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
    const { hits } = await looks.look(statement);
    const notes = hits.flatMap((hit) => (hit.verb === 'alter' ? hit.notes : []));
    const lock = notes.find(({ code }) => code === 'note.lock')?.values['lock'];
    const works = notes.map(({ code }) => code).filter((code) => code.startsWith('note.alter-'));
    const { lock: taken, rewritten } = await handled(client, statement, table);
    assert.equal(lock, taken, 'the lock');
    assert.equal(works.includes('note.alter-rewrite'), rewritten, `whether it is rewritten: ${works.join()}`);
    assert.equal(works.length, 1, JSON.stringify(notes));
  });

for (const statement of DROP_CASES)
  test(`who waits: ${statement}`, async () => {
    const { hits } = await looks.look(statement);
    const note = hits.flatMap(({ notes }) => notes).find(({ code }) => code === 'note.lock');
    assert.equal(note?.values['lock'], 'ACCESS EXCLUSIVE', JSON.stringify(hits));
    assert.deepEqual(note?.values['names']?.split(', ').sort(), await shutOut(client, statement));
  });

// Last: the server ends a session that does nothing for 15 seconds, and the one of the others would wait.
test('in a database of odd things: what is exact is what happens, and what fails says why', async (t) => {
  const odd = await openLooks(socketTarget(server, 'odd'));
  const throwaway = await server.connect('odd_throwaway');
  const few = [...ODD_CASES, ...RING_CASES];
  const cases = process.env.KEYTURN_FULL === '1' ? [...few, ...MORE_ODD_CASES, ...AGENT_CASES] : few;
  for (const [statement, says] of cases)
    await t.test(`${says}: ${statement}`, async () => {
      const look = await odd.look(statement);
      const real = await reality(throwaway, statement);
      const exact = isExact(look);
      const told = JSON.stringify(look, undefined, 1);
      if (exact) assert.deepEqual(predicted(look.hits), real, `exact was claimed: ${told}`);
      assert.equal(exact, says === 'exact', `exactness: ${told}`);
      if (says === 'fails') {
        assert.equal(real, undefined, 'it does not fail');
        assert.ok(look.unknown.length > 0, `no reason is said: ${told}`);
      }
    });
  await Promise.all([odd.close(), throwaway.end()]);
});

test('of a large table it is said first what is expected, then what is counted; of a small one only that', async () => {
  const database = await server.connect('postgres');
  await database.query(
    "CREATE UNLOGGED TABLE large AS SELECT i AS id, repeat('x', 200) AS text FROM generate_series(1, 50000) i",
  );
  await database.query('CREATE UNLOGGED TABLE small AS SELECT i AS id FROM generate_series(1, 50) i');
  await database.query('ANALYZE');
  await database.end();
  const { look, close } = await openLooks(socketTarget(server, 'postgres'));
  for (const [table, kinds] of [
    ['large', ['estimate', 'exact', 'exact']],
    ['small', ['exact', 'exact']],
  ] as const) {
    const told: ServerLook[] = [];
    await look(`DELETE FROM ${table} WHERE id % 2 = 0`, (part) => told.push(part));
    const counts = told.map(({ hits }) => hits[0]?.count);
    assert.deepEqual(
      counts.map((count) => count?.kind),
      kinds,
      JSON.stringify(told),
    );
    assert.ok(
      counts.every((count) => (count?.value ?? 0) > 0),
      JSON.stringify(counts),
    );
  }
  await close();
});
