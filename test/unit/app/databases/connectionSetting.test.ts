import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  connectionUrl,
  loginOf,
  readConnections,
  remoteOf,
  type NamedDatabase,
} from '../../../../src/app/databases/connectionSetting.ts';
import { parseUrl } from '../../../../src/preview/server/connectionUrl.ts';

const PROD = { kind: 'postgresql', host: 'DB.example.org', database: 'shop', user: 'ann', environment: 'production' };

function one(setting: unknown): NamedDatabase {
  const read = readConnections({ it: setting }).connections.get('it');
  assert.ok(read !== undefined, JSON.stringify(setting));
  return read;
}

test('a connection says where it leads; the rest has careful defaults', () => {
  assert.deepEqual(one(PROD), { ...PROD, host: 'db.example.org', port: 5432, tls: 'require' });
  assert.equal(one({ ...PROD, host: 'localhost' }).tls, 'prefer');
  assert.equal(one({ kind: 'mariadb', host: '127.0.0.1', database: 'a', user: 'b' }).port, 3306);
  assert.equal(one({ kind: 'mysql', host: '127.0.0.1', database: 'a', user: 'b' }).environment, 'unknown');
});

test('what is not understood is no connection, and its field is named', () => {
  const faults: readonly (readonly [setting: unknown, field: string])[] = [
    [{ ...PROD, kind: 'oracle' }, 'kind'],
    [{ ...PROD, host: '' }, 'host'],
    [{ ...PROD, host: '169.254.169.254' }, 'host'],
    [{ ...PROD, host: '2130706433' }, 'host'],
    [{ ...PROD, host: 'a,b' }, 'host'],
    [{ ...PROD, host: '/run/\u0000x' }, 'host'],
    [{ ...PROD, host: '/run/a\nb' }, 'host'],
    [{ ...PROD, port: '5432' }, 'port'],
    [{ ...PROD, port: 0 }, 'port'],
    [{ ...PROD, database: '' }, 'database'],
    [{ ...PROD, user: 'a\nb' }, 'user'],
    [{ ...PROD, environment: 'prod' }, 'environment'],
    [{ ...PROD, tls: 'no' }, 'tls'],
    [{ ...PROD, password: 'hunter2' }, 'password'],
    [null, 'kind'],
    ['postgres://x', 'kind'],
  ];
  for (const [setting, field] of faults) {
    const { connections, faults: found } = readConnections({ it: setting });
    assert.equal(connections.size, 0, JSON.stringify(setting));
    assert.deepEqual(found, [{ name: 'it', field }], JSON.stringify(setting));
  }
  assert.deepEqual(readConnections({ 'a b': PROD }).faults, [{ name: 'a b', field: 'name' }]);
  for (const nothing of [undefined, null, 3, 'x', []]) assert.equal(readConnections(nothing).connections.size, 0);
});

test('only another machine needs to be allowed', () => {
  assert.deepEqual(remoteOf(one(PROD)), {
    dialect: 'postgresql',
    host: 'db.example.org',
    port: 5432,
    database: 'shop',
    user: 'ann',
  });
  assert.equal(remoteOf(one({ ...PROD, host: '127.0.0.1' })), undefined);
  assert.equal(remoteOf(one({ ...PROD, host: '/run/postgresql' })), undefined);
  assert.equal(remoteOf(one({ ...PROD, kind: 'mariadb' }))?.dialect, 'mysql');
});

test('the URL that is handed over leads to the same place as the preview', () => {
  const settings = [
    PROD,
    { ...PROD, host: '::1', user: 'a:b@c/d', database: 'x?y#z' },
    { ...PROD, host: '/run/here', port: 6000, tls: 'disable' },
    { ...PROD, kind: 'mysql', host: '/run/mysqld.sock' },
  ];
  for (const setting of settings) {
    const connection = one(setting);
    const parsed = parseUrl(connectionUrl(connection, 'p@ss:w/rd'));
    const wanted = loginOf(connection, 'p@ss:w/rd');
    const { byUrl: _byUrl, port, ...withoutPort } = wanted;
    assert.deepEqual(
      { ...parsed, host: parsed?.host?.replace(/[[\]]/g, '') },
      { host: undefined, ...(setting.kind === 'mysql' ? withoutPort : { ...withoutPort, port }) },
      connectionUrl(connection),
    );
  }
});
