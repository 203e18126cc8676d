import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConnectionString, parseUrl } from '../../../../src/preview/server/connectionUrl.ts';
import { loopbackAddresses } from '../../../../src/preview/server/loopback.ts';

test('a URL is taken apart as the client does', () => {
  assert.deepEqual(parseUrl('postgresql://bob:p%40ss@localhost:5433/shop?sslmode=require'), {
    host: 'localhost',
    port: '5433',
    user: 'bob',
    password: 'p@ss',
    database: 'shop',
    tls: 'require',
  });
  assert.deepEqual(parseUrl('postgres:///shop?host=/var/run/postgresql&user=ann'), {
    host: '/var/run/postgresql',
    user: 'ann',
    database: 'shop',
  });
  assert.deepEqual(parseUrl('mysql://root@[::1]:3307/shop'), {
    host: '[::1]',
    port: '3307',
    user: 'root',
    database: 'shop',
  });
});

test('what is none of these forms is not guessed at', () => {
  for (const text of [
    'https://localhost/x',
    'postgres://a,b/x',
    'postgres://host:port/x',
    'postgres://%zz@h/x',
    'shop',
  ])
    assert.equal(parseUrl(text), undefined, text);
});

test('a connection string of key=value, with quotes and backslashes', () => {
  assert.deepEqual(parseConnectionString(String.raw`host=localhost  dbname='my \'db' user=a\ b`), {
    host: 'localhost',
    database: "my 'db",
    user: 'a b',
  });
  assert.equal(parseConnectionString('host localhost'), undefined);
  assert.equal(parseConnectionString('service=prod')?.service, 'prod');
});

test('only this machine is dialled', () => {
  for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '127.8.8.8', '::1', '[::1]', '0:0:0:0:0:0:0:1'])
    assert.notEqual(loopbackAddresses(host), undefined, host);
  for (const host of [
    'db',
    'localhost.example.org',
    '127.0.0.1.example.org',
    '10.0.0.1',
    '0.0.0.0',
    '::',
    '::ffff:127.0.0.1',
    '2130706433',
    '0x7f.1',
    'ip6-localhost',
    '',
  ])
    assert.equal(loopbackAddresses(host), undefined, host);
});
