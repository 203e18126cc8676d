import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Action } from '../../../src/action/action.ts';
import type { Login } from '../../../src/reading/reader.ts';
import { postgresKind } from '../../../src/preview/postgres/postgresKind.ts';
import { findTarget } from '../../../src/preview/server/findTarget.ts';
import type { Found } from '../../../src/preview/server/target.ts';

interface Given {
  readonly login?: Login;
  readonly environment?: Readonly<Record<string, string>>;
  readonly unnamed?: boolean;
  readonly files?: Readonly<Record<string, string>>;
}

function find(t: TestContext, { login = {}, environment, unnamed = false, files = {} }: Given): Promise<Found> {
  const workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-target-')));
  t.after(() => fs.rmSync(workspace, { recursive: true }));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(workspace, name), text, { mode: 0o600 });
  const action: Action = { kind: 'shell', command: 'psql', ...(environment === undefined ? {} : { environment }) };
  const reading = { effects: [], problems: [], asks: [], texts: [], complete: true };
  const server = { connection: { dialect: 'postgresql', target: '' }, login, texts: [], cwd: workspace, unnamed };
  return findTarget(server, { action, reading, cwd: workspace, workspace }, postgresKind(workspace), true);
}

const codeOf = (found: Found): string =>
  found.ok ? `ok ${found.target.doubts.map(({ code }) => code).join()}` : found.why.code;

test('a host in the text is dialled where it is this machine', async (t) => {
  const found = await find(t, { login: { host: '127.0.0.1', port: '5433', user: 'bob', database: 'shop' } });
  assert.ok(found.ok);
  assert.deepEqual(found.target.dial, { addresses: ['127.0.0.1'], port: 5433 });
  assert.equal(found.target.user, 'bob');
  assert.equal(found.target.database, 'shop');
  assert.deepEqual(found.target.doubts, []);
});

test('any other host is not looked at', async (t) => {
  for (const host of ['db.prod.example.com', '10.1.2.3', 'a,localhost', '/net/host/run'])
    assert.equal(codeOf(await find(t, { login: { host } })), 'unknown.host-not-allowed', host);
  const url = 'postgres://x@db.example.org/shop';
  assert.equal(codeOf(await find(t, { login: { database: url } })), 'unknown.host-not-allowed');
});

test('a socket is a folder and a port', async (t) => {
  const found = await find(t, { login: { host: '/run/here', port: '6000', database: 'shop' } });
  assert.deepEqual(found.ok && found.target.dial, { path: '/run/here/.s.PGSQL.6000' });
});

test('the environment names what the text leaves open', async (t) => {
  const environment = { PGHOST: 'localhost', PGPORT: '7000', PGUSER: 'ann', PGPASSWORD: 'pw', PGDATABASE: 'shop' };
  const found = await find(t, { environment });
  assert.ok(found.ok);
  assert.deepEqual(found.target.dial, { addresses: ['127.0.0.1', '::1'], port: 7000 });
  assert.equal(found.target.password, 'pw');
  assert.equal(found.target.looked.values['how'], 'environment');
  assert.deepEqual(found.target.doubts, []);
});

test('what neither names is guessed, and said to be', async (t) => {
  assert.equal(codeOf(await find(t, { login: { database: 'shop' } })), 'ok note.database-default');
  assert.equal(codeOf(await find(t, { login: { database: 'shop' }, environment: {} })), 'ok ');
  const files = { '.env': '# here\nexport DATABASE_URL="postgres://a:b@localhost/dev" # yes\n' };
  const guessed = await find(t, { files });
  assert.equal(codeOf(guessed), 'ok note.database-guessed');
  assert.equal(guessed.ok && guessed.target.database, 'dev');
  assert.equal(codeOf(await find(t, { login: { unclear: true }, files })), 'ok note.database-guessed');
  assert.equal(codeOf(await find(t, { login: { unclear: true } })), 'unknown.database-unnamed');
  assert.equal(codeOf(await find(t, { unnamed: true })), 'unknown.database-unnamed');
});

test('a guess never leads to another machine', async (t) => {
  const files = { '.env': 'DATABASE_URL=postgres://a:b@db.prod.example.com/live\n' };
  assert.equal(codeOf(await find(t, { files })), 'unknown.host-not-allowed');
});

test('options of the connection make nothing exact', async (t) => {
  const login = { host: 'localhost' };
  assert.equal(
    codeOf(await find(t, { login, environment: { PGOPTIONS: '-c search_path=x' } })),
    'ok note.database-options',
  );
  assert.equal(
    codeOf(await find(t, { login: { database: 'postgres://localhost/x?options=-csearch_path%3Dy' } })),
    'ok note.database-options',
  );
});

test('a password comes from the file that only its owner reads', async (t) => {
  const login = { host: 'localhost', user: 'bob', database: 'shop' };
  const files = { '.pgpass': 'other:*:*:*:no\nlocalhost:5432:*:bob:se\\:cret\n' };
  const found = await find(t, { login, files });
  assert.equal(found.ok && found.target.password, 'se:cret');
});
