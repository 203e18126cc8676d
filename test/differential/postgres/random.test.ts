import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPostgres } from '../../setup/postgres.mjs';
import { isExact, openLooks, socketTarget } from './looks.ts';
import { randomShop } from '../previewRandom.ts';
import { disagreement, reality } from './reality.ts';

const FULL = process.env.KEYTURN_FULL === '1';
const SHOPS = FULL ? 120 : 4;
const STATEMENTS = 18;

test(`${SHOPS} random databases: what is exact is what happens, and what fails is never exact`, async (t) => {
  const server = await startPostgres({ settings: ['autovacuum=off'] });
  t.after(() => server.stop());
  const client = await server.connect();
  let exact = 0;
  let real = 0;
  for (let seed = 1; seed <= SHOPS; seed += 1) {
    const shop = randomShop(seed, STATEMENTS);
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await client.query(shop.schema);
    const { look: lookAt, close } = await openLooks(socketTarget(server, 'postgres'));
    for (const statement of shop.statements) {
      const look = await lookAt(statement);
      const happened = await reality(client, statement);
      const claimed = isExact(look);
      const told = `seed ${seed}: ${statement}\n${JSON.stringify(look)}\n${shop.schema.replaceAll(/^INSERT.*$\n?/gm, '')}`;
      if (claimed) assert.equal(disagreement(look.hits, happened), undefined, told);
      if (happened !== undefined) real += 1;
      if (claimed) exact += 1;
    }
    await close();
  }
  await client.end();
  assert.ok(exact / real >= 0.85, `exact in ${exact} of ${real} that can run`);
});
