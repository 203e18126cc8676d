import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, find } from './finding.ts';

test('a connection of the settings is looked at by its name', async (t) => {
  const named = (name: string) =>
    Promise.resolve(
      name === 'dev'
        ? { dialect: 'postgresql', login: { host: 'localhost', database: 'shop', user: 'ann', password: 'pw' } }
        : undefined,
    );
  const found = await find(t, { login: { unclear: true }, name: 'dev', servers: { named } });
  assert.ok(found.ok);
  assert.deepEqual(found.target.looked.values, {
    database: 'shop',
    where: '127.0.0.1:5432',
    user: 'ann',
    how: 'connection',
    source: 'dev',
  });
  assert.equal(found.target.password, 'pw');
  assert.deepEqual(found.target.doubts, []);
  assert.equal(
    codeOf(await find(t, { login: { unclear: true }, name: 'prod', servers: { named } })),
    'unknown.database-unnamed',
  );
});

test('a service that text or environment names is as the service file says', async (t) => {
  const files = { '.pg_service.conf': '[shop]\nhost=localhost\nport=5433\ndbname=shop\nuser=ann\npassword=pw\n' };
  for (const given of [
    { environment: { PGSERVICE: 'shop', PGHOST: 'elsewhere.example.org' } },
    { login: { database: 'service=shop' } },
    { login: { service: 'shop' } },
  ]) {
    const found = await find(t, { ...given, files });
    assert.ok(found.ok, JSON.stringify(given));
    assert.deepEqual(found.target.dial, { addresses: ['127.0.0.1', '::1'], port: 5433 });
    assert.deepEqual([found.target.database, found.target.user, found.target.password], ['shop', 'ann', 'pw']);
    assert.deepEqual(found.target.doubts, []);
  }
  assert.equal(codeOf(await find(t, { environment: { PGSERVICE: 'gone' }, files })), 'unknown.service');
});

test('a guess is one of which nothing contradicts the text', async (t) => {
  const files = {
    '.env': 'DATABASE_URL=postgres://a:b@localhost:5433/dev\n',
    'compose.yaml':
      'services:\n  db:\n    image: postgres:16\n    environment: { POSTGRES_PASSWORD: pw, POSTGRES_DB: shop }\n    ports: ["5434:5432"]\n',
  };
  const other = await find(t, { login: { database: 'shop' }, files });
  assert.ok(other.ok);
  assert.deepEqual(other.target.dial, { addresses: ['127.0.0.1'], port: 5434 });
  assert.equal(codeOf(other), 'ok note.database-guessed');
  const none = await find(t, { login: { database: 'elsewhere' }, files });
  assert.equal(
    codeOf(none),
    'ok note.database-default',
    'psql -d elsewhere goes where psql goes, not where .env leads',
  );
  const variable = await find(t, { unnamed: true, environment: { DATABASE_URL: 'postgres://a:b@localhost/x' }, files });
  assert.equal(codeOf(variable), 'ok note.database-variable');
});

test('what runs in a container is looked at where a compose file publishes it', async (t) => {
  const files = {
    'docker-compose.yml':
      'services:\n  db:\n    image: postgres:16\n    environment: { POSTGRES_USER: ann, POSTGRES_PASSWORD: pw }\n    ports: ["127.0.0.1:5434:5432"]\n',
  };
  const login = { host: 'localhost', user: 'ann', database: 'shop' };
  const found = await find(t, { login, inContainer: true, files });
  assert.equal(codeOf(found), 'ok note.database-container');
  assert.ok(found.ok);
  assert.deepEqual([found.target.dial, found.target.database], [{ addresses: ['127.0.0.1'], port: 5434 }, 'shop']);
  assert.equal(codeOf(await find(t, { login, inContainer: true })), 'unknown.elsewhere');
  const away = { ...login, host: 'db.example.org' };
  assert.equal(codeOf(await find(t, { login: away, inContainer: true, files })), 'unknown.elsewhere');
});
