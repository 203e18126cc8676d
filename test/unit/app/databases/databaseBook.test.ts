import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabaseBook, type DatabaseBook } from '../../../../src/app/databases/databaseBook.ts';
import { systemDigests } from '../../../../src/app/system/digests.ts';
import type { Secrets } from '../../../../src/app/kept/secrets.ts';
import type { Consent, Consents } from '../../../../src/review/consent.ts';
import { memorySecrets } from '../../../support/product.ts';

const SHOP = { kind: 'postgresql', host: 'db.example.org', database: 'shop', user: 'ann' };
const SERVER = { dialect: 'postgresql', host: 'db.example.org', port: 5432, database: 'shop', user: 'ann' };

interface Scene {
  readonly book: DatabaseBook;
  readonly offered: Omit<Consent, 'id' | 'openedAt'>[];
  /** The person decides what was offered last. */
  decide(accepted: boolean): Promise<void>;
  readonly alarms: string[];
  at: number;
}

function scene(secrets: Secrets = memorySecrets()): Scene {
  const offered: Scene['offered'] = [];
  const settle: ((accepted: boolean) => void)[] = [];
  const alarms: string[] = [];
  const consents = {
    offer(consent) {
      offered.push(consent);
      return new Promise<boolean>((resolve) => settle.push(resolve));
    },
    withdraw: () => undefined,
  } satisfies Partial<Consents>;
  const made: Scene = {
    offered,
    alarms,
    at: 1000,
    book: openDatabaseBook({
      secrets,
      consents: consents as unknown as Consents,
      digests: systemDigests,
      clock: { wall: () => made.at, monotonic: () => 0, after: () => () => undefined },
      alarm: (code) => alarms.push(code),
      allowed: () => undefined,
    }),
    async decide(accepted) {
      settle.pop()?.(accepted);
      for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    },
  };
  return made;
}

test('a connection of the settings is in force only once exactly it was accepted', async () => {
  const secrets = memorySecrets();
  const { book, offered, decide } = scene(secrets);
  await book.wish({ shop: SHOP });
  assert.equal(await book.named('shop'), undefined, 'the settings file added a connection by itself');
  assert.equal(await book.allowed(SERVER), false, 'the settings file allowed a server by itself');
  assert.deepEqual(offered[0]?.values['place'], 'ann@db.example.org:5432/shop');
  await decide(true);
  assert.equal((await book.named('shop'))?.login.host, 'db.example.org');
  assert.equal(await book.allowed(SERVER), true);
  await book.wish({ shop: { ...SHOP, host: 'db.evil.example' } });
  assert.equal(await book.named('shop'), undefined, 'the settings file led a connection elsewhere by itself');
  assert.equal(await book.allowed({ ...SERVER, host: 'db.evil.example' }), false);
  await decide(false);
  assert.equal(await book.named('shop'), undefined);
  await book.wish({ shop: SHOP });
  assert.notEqual(await book.named('shop'), undefined, 'what was accepted before is accepted still');
  const again = scene(secrets);
  await again.book.wish({ shop: SHOP });
  assert.notEqual(await again.book.named('shop'), undefined, 'a reload forgot it');
  assert.equal(again.offered.length, 0);
});

test('each part of it counts: another environment asks again too', async () => {
  const { book, decide } = scene();
  await book.wish({ shop: { ...SHOP, environment: 'production' } });
  await decide(true);
  for (const change of [
    { environment: 'local' },
    { port: 5433 },
    { database: 'x' },
    { user: 'root' },
    { tls: 'disable' },
  ]) {
    await book.wish({ shop: { ...SHOP, environment: 'production', ...change } });
    assert.equal(await book.connection('shop'), undefined, JSON.stringify(change));
  }
});

test('a password belongs to one place: a connection that is led elsewhere does not take it along', async () => {
  const { book, decide } = scene();
  assert.equal(await book.keepPassword('shop', 'hunter2'), false);
  await book.wish({ shop: { ...SHOP, host: 'localhost' } });
  await decide(true);
  assert.equal(await book.keepPassword('shop', 'hunter2'), true);
  assert.equal((await book.named('shop'))?.login.password, 'hunter2');
  await book.wish({ shop: { ...SHOP, host: 'localhost', port: 5433 } });
  await decide(true);
  assert.equal((await book.named('shop'))?.login.password, undefined);
});

test('what is handed over is the connection of when the action was filed', async () => {
  const made = scene();
  await made.book.wish({ shop: SHOP });
  await made.decide(true);
  assert.deepEqual(await made.book.release('shop', 2000), {
    url: 'postgresql://ann@db.example.org:5432/shop?sslmode=require',
  });
  assert.equal(await made.book.release('shop', 500), 'changed');
  assert.equal(await made.book.release('other', 2000), 'unknown');
  assert.equal(await made.book.release('constructor', 2000), 'unknown');
});

test('a server is allowed on a card, exactly as it was asked for, and may be taken back', async () => {
  const { book, decide, offered } = scene();
  assert.equal(await book.allowed(SERVER), false);
  assert.deepEqual(book.refused(), [SERVER]);
  void book.offer(SERVER);
  await decide(false);
  assert.equal(await book.allowed(SERVER), false);
  void book.offer(SERVER);
  await decide(true);
  assert.equal(offered.length, 2);
  assert.equal(await book.allowed(SERVER), true);
  assert.equal(await book.allowed({ ...SERVER, user: 'root' }), false);
  const [listed] = await book.listed();
  assert.ok(listed !== undefined);
  await book.revoke(listed);
  assert.equal(await book.allowed(SERVER), false);
});

test('a secret storage that holds nonsense allows nothing', async () => {
  const secrets = memorySecrets();
  await secrets.store('keyturn.databases', '{"allowed":');
  const { book } = scene(secrets);
  assert.equal(await book.allowed(SERVER), false);
  assert.deepEqual(await book.listed(), []);
});

test('what cannot be read just now is not written over: a change says so, and takes nothing else away', async () => {
  const secrets = memorySecrets();
  const first = scene(secrets);
  void first.book.offer(SERVER);
  await first.decide(true);
  let locked = true;
  const get: Secrets['get'] = (key) => (locked ? Promise.reject(new Error('locked')) : secrets.get(key));
  const { book, decide, alarms } = scene({ ...secrets, get });
  void book.offer({ ...SERVER, database: 'other' });
  await decide(true);
  assert.deepEqual(alarms, ['connection.not-kept']);
  await assert.rejects(book.revoke({ listed: 'server', server: SERVER }), /locked/);
  assert.equal(await book.allowed(SERVER), false, 'what cannot be read allows nothing');
  locked = false;
  assert.equal(await book.allowed(SERVER), true, 'a change in the dark took away what was allowed');
  assert.equal(await book.allowed({ ...SERVER, database: 'other' }), false, 'what could not be kept is in force');
});

test('previews log in by the preview user of exactly the database and user that the action names', async () => {
  const { book, decide, offered } = scene();
  await book.wish({ shop: { ...SHOP, previewUser: 'peek' } });
  const place = { dialect: 'postgresql', where: 'db.example.org:5432', database: 'shop', user: 'ann' };
  assert.equal(await book.previewRole?.(place), undefined, 'before it was accepted');
  assert.equal(offered[0]?.values['previewUser'], 'peek');
  await decide(true);
  assert.deepEqual(await book.previewRole?.(place), { user: 'peek' });
  assert.equal(await book.keepPassword('shop', 'secret', 'preview'), true);
  assert.deepEqual(await book.previewRole?.(place), { user: 'peek', password: 'secret' });
  for (const other of [{ user: 'root' }, { database: 'x' }, { where: 'db.example.org:5433' }, { dialect: 'mysql' }])
    assert.equal(await book.previewRole?.({ ...place, ...other }), undefined, JSON.stringify(other));
  const released = await book.release('shop', 5000);
  assert.ok(typeof released === 'object' && !released.url.includes('secret'), 'what runs gets the preview password');
  await book.wish({ shop: { ...SHOP, previewUser: 'other' } });
  assert.equal(await book.previewRole?.(place), undefined, 'another preview user is another connection');
});
