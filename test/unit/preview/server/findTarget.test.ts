import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverKey, type RemoteServer } from '../../../../src/preview/server/remoteServer.ts';
import { codeOf, find } from './finding.ts';

test('a host in the text is dialled where it is this machine', async (t) => {
  const found = await find(t, { login: { host: '127.0.0.1', port: '5433', user: 'bob', database: 'shop' } });
  assert.ok(found.ok);
  assert.deepEqual(found.target.dial, { addresses: ['127.0.0.1'], port: 5433 });
  assert.equal(found.target.user, 'bob');
  assert.equal(found.target.database, 'shop');
  assert.deepEqual(found.target.doubts, []);
});

test('any other host is not looked at', async (t) => {
  for (const host of ['db.prod.example.com', '10.1.2.3'])
    assert.equal(codeOf(await find(t, { login: { host } })), 'unknown.host-not-allowed', host);
  const everything = { allowed: () => Promise.resolve(true) };
  for (const host of [
    'a,localhost',
    '/net/host/run',
    '169.254.169.254',
    'fe80::1',
    '2130706433',
    '0x7f.1',
    '127.1',
    'a b',
  ])
    assert.equal(codeOf(await find(t, { login: { host }, servers: everything })), 'unknown.host-never', host);
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

test('another machine is dialled only where exactly that host, port, database and user were allowed', async (t) => {
  const allowed = (server: RemoteServer): Promise<boolean> =>
    Promise.resolve(serverKey(server) === '["postgresql","db.example.org",5433,"shop","ann"]');
  const login = { host: 'DB.example.org', port: '5433', database: 'shop', user: 'ann' };
  const found = await find(t, { login, servers: { allowed } });
  assert.deepEqual(found.ok && found.target.dial, { host: 'db.example.org', port: 5433 });
  for (const other of [{ port: '5432' }, { database: 'live' }, { user: 'root' }, { host: 'db2.example.org' }]) {
    const refused = await find(t, { login: { ...login, ...other }, servers: { allowed } });
    assert.equal(codeOf(refused), 'unknown.host-not-allowed', JSON.stringify(other));
    assert.ok(!refused.ok && refused.why.values['port'] !== undefined, 'what could be allowed is named');
  }
});

test('TLS is as the URL says', async (t) => {
  const tlsOf = async (query: string): Promise<unknown> => {
    const found = await find(t, { login: { database: `postgres://a@127.0.0.1/b${query}` } });
    return found.ok && found.target.tls;
  };
  assert.equal(await tlsOf(''), 'prefer');
  assert.equal(await tlsOf('?sslmode=disable'), 'off');
  assert.equal(await tlsOf('?sslmode=require'), 'require');
  assert.equal(await tlsOf('?sslmode=verify-full'), 'verify');
  assert.equal(await tlsOf('?sslmode=verify-ca'), 'verify');
});

test('the address of the environment is what is dialled, whatever host the text names', async (t) => {
  const everything = { allowed: () => Promise.resolve(true) };
  const environment = { PGHOSTADDR: '10.1.2.3' };
  for (const login of [
    { host: 'localhost' },
    { host: '/var/run/postgresql' },
    { database: 'postgres://localhost/shop' },
  ])
    assert.equal(codeOf(await find(t, { login, environment })), 'unknown.host-not-allowed', JSON.stringify(login));
  const found = await find(t, { login: { host: 'localhost' }, environment, servers: everything });
  assert.deepEqual(found.ok && found.target.dial, { host: '10.1.2.3', port: 5432 });
  const near = await find(t, { login: { host: 'db.example.org' }, environment: { PGHOSTADDR: '127.0.0.1' } });
  assert.deepEqual(near.ok && near.target.dial, { addresses: ['127.0.0.1'], port: 5432 });
  const files = { '.pg_service.conf': '[shop]\nhost=localhost\ndbname=shop\n' };
  assert.equal(
    codeOf(await find(t, { environment: { PGSERVICE: 'shop', PGHOSTADDR: '10.1.2.3' }, files })),
    'unknown.host-not-allowed',
  );
});

test('an address in other clothes is none of this machine', async (t) => {
  const everything = { allowed: () => Promise.resolve(true) };
  for (const host of [
    '0.0.0.0',
    '::',
    '::ffff:169.254.169.254',
    '::ffff:0.0.0.0',
    '0177.0.0.1',
    '127.0.1',
    '127.0.0.1.',
    'localhost.',
    'localhost,db.example.org',
    'localhost db.example.org',
    '100.100.100.200',
    'fd00:ec2::254',
    '[fe80::1%25eth0]',
    '/proc/../net/evil',
    '/net/evil',
    '//evil/share',
  ])
    assert.equal(codeOf(await find(t, { login: { host }, servers: everything })), 'unknown.host-never', host);
  for (const host of ['::ffff:127.0.0.1', '127.0.0.1.example.org', 'localhost.example.org', '10.0.0.1'])
    assert.equal(codeOf(await find(t, { login: { host } })), 'unknown.host-not-allowed', host);
});

test('a URL leads where its parameters say', async (t) => {
  for (const query of ['host=db.example.org', 'hostaddr=10.1.2.3', 'HOST=db.example.org', 'h%6Fst=db.example.org']) {
    const url = `postgres://a:b@localhost/dev?${query}`;
    assert.equal(codeOf(await find(t, { login: { database: url } })), 'unknown.host-not-allowed', query);
    assert.equal(
      codeOf(await find(t, { files: { '.env': `DATABASE_URL=${url}\n` } })),
      'unknown.host-not-allowed',
      query,
    );
  }
  for (const url of ['jdbc:postgresql://localhost/x', 'postgres+srv://db.example.org/x', 'postgres://a,b/x'])
    assert.ok(!(await find(t, { login: { database: url, unclear: true } })).ok, url);
});

test('nothing on a path that is mounted for whoever looks is looked at', async (t) => {
  const login = { host: './sock', database: 'shop' };
  for (const target of ['/net/evil/run', '/afs/evil', '/tmp/../net/evil', '//evil/share'])
    assert.equal(codeOf(await find(t, { login, links: { sock: target } })), 'unknown.host-never', target);
  assert.equal(
    codeOf(await find(t, { environment: { PGSERVICE: 'x', PGSERVICEFILE: '/net/evil/pg_service.conf' } })),
    'unknown.service',
  );
  const links = { prisma: '/net/evil/prisma', config: '/net/evil/config' };
  assert.equal(codeOf(await find(t, { unnamed: true, links })), 'unknown.database-unnamed');
  const loop = await find(t, { login, links: { sock: 'sock' } });
  assert.equal(codeOf(loop), 'unknown.host-never', 'a link to itself');
});

test('a password for this machine is not handed to a socket of somebody else’s', async (t) => {
  const files = { '.pgpass': 'localhost:*:*:*:of this machine\n/tmp/own:*:*:*:of that socket\n' };
  const passwordAt = async (host: string): Promise<string | undefined> => {
    const found = await find(t, { login: { host, user: 'bob', database: 'shop' }, files });
    assert.ok(found.ok);
    return found.target.password;
  };
  assert.equal(await passwordAt('/var/run/postgresql'), 'of this machine');
  assert.equal(await passwordAt('/tmp/own'), 'of that socket');
  assert.equal(await passwordAt('/home/agent/run'), undefined);
});
