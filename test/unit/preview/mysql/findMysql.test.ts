import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { mysqlKind } from '../../../../src/preview/mysql/mysqlKind.ts';
import { findTarget } from '../../../../src/preview/server/findTarget.ts';
import { NO_SERVERS } from '../../../../src/preview/server/remoteServer.ts';
import type { Found } from '../../../../src/preview/server/target.ts';
import type { Login } from '../../../../src/reading/reader.ts';

function find(t: TestContext, login: Login, files: Readonly<Record<string, string>> = {}): Promise<Found> {
  const workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-mysql-')));
  t.after(() => fs.rmSync(workspace, { recursive: true }));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(workspace, name), text, { mode: 0o600 });
  const reading = { effects: [], problems: [], asks: [], texts: [], complete: true };
  const server = { connection: { dialect: 'mysql', target: '' }, login, texts: [], cwd: workspace, unnamed: false };
  // No socket of this machine's own: what is found must come from the words alone.
  const kind = { ...mysqlKind(workspace), socket: () => '/run/here.sock' };
  const subject = {
    action: { kind: 'shell', command: 'mysql', environment: {} },
    reading,
    cwd: workspace,
    workspace,
  } as const;
  return findTarget(server, subject, { kind, servers: NO_SERVERS, disk: true, configured: () => Promise.resolve([]) });
}

test('to the client localhost is the socket, to a URL it is the port', async (t) => {
  const client = await find(t, { host: 'localhost', user: 'root', database: 'shop' });
  assert.deepEqual(client.ok && client.target.dial, { path: '/run/here.sock' });
  const url = await find(t, { database: 'mysql://root:pw@localhost/shop' });
  assert.ok(url.ok);
  assert.deepEqual(url.target.dial, { addresses: ['127.0.0.1', '::1'], port: 3306 });
  assert.equal(url.target.password, 'pw');
  assert.deepEqual(url.target.doubts, []);
});

test('localhost with a port may be either: nothing found there is exact', async (t) => {
  const found = await find(t, { host: 'localhost', port: '3307', user: 'root' });
  assert.ok(found.ok);
  assert.deepEqual(found.target.dial, { addresses: ['127.0.0.1', '::1'], port: 3307 });
  assert.deepEqual(
    found.target.doubts.map(({ code }) => code),
    ['note.localhost-port'],
  );
});

test('an address goes before a socket that a file names, and no name is resolved', async (t) => {
  const file = {
    '.my.cnf': '[mysqld]\nuser=daemon\n[client]\nuser = ann\npassword="a#b"\nsocket=/run/mine.sock\n!include /etc/x\n',
  };
  const near = await find(t, { host: '127.0.0.1', database: 'shop' }, file);
  assert.ok(near.ok);
  assert.deepEqual(near.target.dial, { addresses: ['127.0.0.1'], port: 3306 });
  assert.deepEqual([near.target.user, near.target.password], ['ann', 'a#b']);
  const own = await find(t, { database: 'shop' }, file);
  assert.deepEqual(own.ok && own.target.dial, { path: '/run/mine.sock' });
  for (const host of ['db.example.com', '10.0.0.5']) assert.equal((await find(t, { host }, file)).ok, false, host);
});

test('without a database none is chosen, and a URL takes nothing from the client’s file', async (t) => {
  const found = await find(t, { host: '127.0.0.1', user: 'root' });
  assert.equal(found.ok && found.target.database, '');
  const file = { '.my.cnf': '[client]\npassword=secret\nsocket=/run/mine.sock\n' };
  const url = await find(t, { database: 'mariadb://bob@127.0.0.1:3310/shop' }, file);
  assert.ok(url.ok);
  assert.equal(url.target.password, undefined);
  assert.deepEqual(url.target.dial, { addresses: ['127.0.0.1'], port: 3310 });
});
