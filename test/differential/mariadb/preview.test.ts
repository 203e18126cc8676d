import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openMysqlParser, type MysqlParser } from '../../../src/sql/parse/mysql.ts';
import { startMariadb } from '../../setup/mariadb.mjs';
import { randomOf } from '../previewRandom.ts';
import { checksum, connect, openCopy, predicted, type Client } from './reality.ts';
import { isExact, openLooks, socketTarget, type Looks } from './looks.ts';
import { testAlter } from './alter.ts';
import { testHostile } from './hostile.ts';
import { ODD_MARIADB } from './oddShop.ts';
import { AGENT_MARIADB_CASES, CHAIN_MARIADB_CASES } from './agentCases.ts';
import { MORE_ODD_MARIADB_CASES, ODD_MARIADB_CASES } from './oddCases.ts';
import { testSource } from './source.ts';
import { testSql } from './sql.ts';
import { randomMariadb } from './random.ts';
import { PREVIEW_MARIADB_CASES, PREVIEW_MARIADB_SHOP, PREVIEW_MARIADB_TRIGGER } from './previewShop.ts';

type Server = Awaited<ReturnType<typeof startMariadb>>;

const FULL = process.env.KEYTURN_FULL === '1';
const SHOPS = FULL ? 150 : 2;
const STATEMENTS = 16;

let server: Server;
let client: Client;
let parser: MysqlParser;

async function fill(database: string, schema: string, more = ''): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS \`${database}\`; CREATE DATABASE \`${database}\`; USE \`${database}\``);
  await client.query(schema);
  if (more === '') return;
  const shell = server.connect(database);
  assert.doesNotMatch(await shell.run(more), /^ERROR/m);
  await shell.end();
}

const looking = (): Promise<Looks> => openLooks(socketTarget(server.socket, 'shop', server.user), parser);

before(async () => {
  server = await startMariadb();
  client = await connect(server.socket, server.user);
  parser = await openMysqlParser();
});

after(async () => {
  await client.end();
  await server.stop();
});

test('each listed case: what is exact is what happens, and nothing is changed by looking', async (t) => {
  await fill('shop', PREVIEW_MARIADB_SHOP, PREVIEW_MARIADB_TRIGGER);
  await fill('copy', PREVIEW_MARIADB_SHOP, PREVIEW_MARIADB_TRIGGER);
  const sum = await checksum(client, 'shop');
  const { look, close } = await looking();
  let reality = await openCopy(client, 'copy');
  let claimed = 0;
  let real = 0;
  for (const [statement, says] of PREVIEW_MARIADB_CASES) {
    await t.test(`${says}: ${statement}`, async () => {
      const found = await look(statement);
      const { changes, lasting } = await reality(statement);
      if (lasting && changes !== undefined) {
        await fill('copy', PREVIEW_MARIADB_SHOP, PREVIEW_MARIADB_TRIGGER);
        reality = await openCopy(client, 'copy');
      }
      const told = JSON.stringify(found, undefined, 1);
      const exact = isExact(found);
      if (changes !== undefined && says !== 'unread' && /^(?:DELETE|UPDATE|INSERT|REPLACE)/.test(statement)) {
        real += 1;
        claimed += exact ? 1 : 0;
      }
      if (exact && !/ALTER/.test(statement))
        assert.deepEqual(predicted(found.hits), changes, `exact was claimed: ${told}`);
      assert.equal(exact, says === 'exact', `exactness: ${told}`);
      if (says === 'fails') {
        assert.equal(changes, undefined, `it does not fail: ${JSON.stringify(changes)}`);
        assert.ok(found.unknown.length > 0, `no reason is said: ${told}`);
      }
      if (says === 'exact') assert.ok(changes !== undefined, 'it fails');
      if (changes !== undefined) assert.doesNotMatch(told, /note\.would-fail/, 'it is said to fail');
      if (says === 'unread') assert.ok(found.hits.length === 0 && found.unknown.length > 0, `it was counted: ${told}`);
    });
  }
  await close();
  assert.equal(await checksum(client, 'shop'), sum, 'a look changed the database');
  assert.ok(claimed / real >= 0.85, `exact in ${claimed} of ${real} changes of rows that can run and be read`);
});

test('in a database of odd things: what is exact is what happens, and what fails says why', async (t) => {
  await fill('shop', ODD_MARIADB);
  await fill('copy', ODD_MARIADB);
  const sum = await checksum(client, 'shop');
  const { look, close } = await looking();
  const reality = await openCopy(client, 'copy');
  const few = [...ODD_MARIADB_CASES, ...CHAIN_MARIADB_CASES];
  for (const [statement, says] of FULL ? [...few, ...MORE_ODD_MARIADB_CASES, ...AGENT_MARIADB_CASES] : few)
    await t.test(`${says}: ${statement}`, async () => {
      const found = await look(statement);
      const { changes } = await reality(statement);
      const told = JSON.stringify(found, undefined, 1);
      if (isExact(found)) assert.deepEqual(predicted(found.hits), changes, `exact was claimed: ${told}`);
      assert.equal(isExact(found), says === 'exact', `exactness: ${told}`);
      if (says === 'fails') assert.ok(changes === undefined && found.unknown.length > 0, `no reason is said: ${told}`);
      if (says === 'unread') assert.ok(found.hits.length === 0 && found.unknown.length > 0, `it was counted: ${told}`);
    });
  await close();
  assert.equal(await checksum(client, 'shop'), sum, 'a look changed the database');
  await fill('copy', PREVIEW_MARIADB_SHOP, PREVIEW_MARIADB_TRIGGER);
  await fill('shop', PREVIEW_MARIADB_SHOP, PREVIEW_MARIADB_TRIGGER);
});

test('whom a change of a definition keeps waiting, and by what, is said as it is', async () => {
  const { look, close } = await looking();
  const copy = await connect(server.socket, server.user);
  await copy.query('USE copy; SET SESSION lock_wait_timeout = 0');
  await client.query('USE copy; START TRANSACTION; SELECT COUNT(*) FROM plain');
  for (const [text, says] of [
    ['ALTER TABLE plain ADD c int', 'note.alter-none'],
    ['ALTER TABLE plain ADD c int, ALGORITHM=INSTANT', 'note.alter-none'],
    ['TRUNCATE TABLE plain', ''],
    ['DROP TABLE plain', ''],
  ] as const) {
    const notes = (await look(text)).hits.flatMap((hit) => hit.notes);
    assert.deepEqual(
      notes.map(({ code }) => code),
      [...(says === '' ? [] : [says]), 'note.metadata-lock'],
      text,
    );
    assert.equal(notes.at(-1)?.values['names'], 'shop.plain', text);
    await assert.rejects(copy.query(text), { code: 'ER_LOCK_WAIT_TIMEOUT' }, `${text} waits for nobody`);
  }
  await client.query('ROLLBACK');
  await Promise.all([copy.end(), close()]);
});

suite('through all that ships', () => testSource(() => ({ server, client })));
suite('what is planted', () => testHostile(() => ({ server, client })));
suite('ALTER TABLE', () => testAlter(() => ({ server, client })));
suite('keyturn sql', () => testSql(() => ({ server, client })));

test(`${SHOPS} random databases: what is exact is what happens, and what fails is never exact`, async () => {
  let exact = 0;
  let real = 0;
  for (let seed = 1; seed <= SHOPS; seed += 1) {
    const { schema, statements } = randomMariadb(randomOf(seed), STATEMENTS);
    await fill('shop', schema);
    await fill('copy', schema);
    const sum = await checksum(client, 'shop');
    const { look, close } = await looking();
    const reality = await openCopy(client, 'copy');
    for (const statement of statements) {
      const found = await look(statement);
      const { changes } = await reality(statement);
      const claimed = isExact(found);
      const told = `seed ${seed}: ${statement}\n${JSON.stringify(found)}\n${schema.replaceAll(/^INSERT.*$\n?/gm, '')}`;
      if (claimed) assert.deepEqual(predicted(found.hits), changes, told);
      if (changes !== undefined) real += 1;
      if (claimed) exact += 1;
    }
    await close();
    assert.equal(await checksum(client, 'shop'), sum, `seed ${seed}: a look changed the database`);
  }
  assert.ok(exact / real >= 0.85, `exact in ${exact} of ${real} that can run`);
});
