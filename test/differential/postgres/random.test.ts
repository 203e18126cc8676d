import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPostgres } from '../../setup/postgres.mjs';
import { isExact, openLooks, socketTarget } from './looks.ts';
import { randomShop, type RandomShop } from '../previewRandom.ts';
import { randomOddShop } from './randomOdd.ts';
import { disagreement, reality } from './reality.ts';

const FULL = process.env.KEYTURN_FULL === '1';
const SHOPS = FULL ? 120 : 4;
const STATEMENTS = 18;

const GENERATORS: Readonly<Record<string, (seed: number, statements: number) => RandomShop>> = {
  plain: randomShop,
  odd: randomOddShop,
};

for (const [name, generate] of Object.entries(GENERATORS)) {
  test(`${SHOPS} random ${name} databases: what is exact is what happens, and what fails is never exact`, async (t) => {
    const server = await startPostgres({ settings: ['autovacuum=off'] });
    t.after(() => server.stop());
    const client = await server.connect();
    let exact = 0;
    let real = 0;
    for (let seed = 1; seed <= SHOPS; seed += 1) {
      const shop = generate(seed, STATEMENTS);
      await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      await client.query(shop.schema);
      let looks = await openLooks(socketTarget(server, 'postgres'));
      for (const statement of shop.statements) {
        const look = await looks.look(statement);
        // What locks the whole table waits for the transaction that looked.
        const isWhole = /^(?:TRUNCATE|DROP)/.test(statement);
        if (isWhole) await looks.close();
        const happened = await reality(client, statement);
        if (isWhole) looks = await openLooks(socketTarget(server, 'postgres'));
        const claimed = isExact(look);
        const told = `seed ${seed}: ${statement}\n${JSON.stringify(look)}\n${shop.schema.replaceAll(/^INSERT.*$\n?/gm, '')}`;
        if (claimed) assert.equal(disagreement(look.hits, happened), undefined, told);
        if (happened !== undefined)
          assert.doesNotMatch(JSON.stringify(look), /note\.would-fail/, `it is said to fail: ${told}`);
        if (happened !== undefined) real += 1;
        if (claimed) exact += 1;
      }
      await looks.close();
    }
    await client.end();
    assert.ok(exact / real >= (FULL ? 0.85 : 0.8), `exact in ${exact} of ${real} that can run`);
  });
}
