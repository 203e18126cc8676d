import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openBuiltWorker, openRead } from './reading.ts';

const worker = openBuiltWorker();
after(() => worker.close());

test('of a table that holds secrets the other columns are none', async () => {
  const read = await openRead(worker);
  const isSecret = async (text: string): Promise<boolean> =>
    (await read(text, 'postgresql')).effects.some(({ kind }) => kind === 'secret.read');
  for (const text of [
    'SELECT rolname, rolsuper FROM pg_authid',
    'SELECT count(*) FROM pg_catalog.pg_authid a WHERE a.rolcanlogin',
    "SELECT usename, valuntil FROM pg_shadow WHERE usename LIKE 'a%'",
    'SELECT subname, subenabled, st.pid FROM pg_subscription s LEFT JOIN pg_stat_subscription st ON st.subid = s.oid',
    'WITH a AS (SELECT rolname FROM pg_authid) SELECT a.rolname FROM a',
  ])
    assert.equal(await isSecret(text), false, text);
  for (const text of [
    'SELECT * FROM pg_authid',
    'TABLE pg_shadow',
    'COPY pg_authid TO STDOUT',
    'COPY pg_shadow (passwd) TO STDOUT',
    'SELECT s.subconninfo FROM pg_subscription s',
    'SELECT a FROM pg_authid a',
    'SELECT pg_authid FROM pg_authid',
    'SELECT to_jsonb(a) FROM pg_authid a',
    'SELECT a.to_jsonb FROM pg_authid a',
    'SELECT pg_authid.row_to_json FROM pg_authid',
    'SELECT pg_catalog.pg_authid.row_to_json FROM pg_authid',
    'SELECT a.rolname, a.* FROM pg_authid a',
    'SELECT l FROM pg_authid AS a(a, b, c, d, e, f, g, h, i, j, l)',
    'SELECT j FROM (pg_authid CROSS JOIN (SELECT 1) x) AS j',
    'SELECT U&"rolp\\0061ssword" FROM pg_authid',
    "SELECT rolname FROM pg_authid WHERE rolpassword LIKE 'md5a%'",
    'SELECT rolname FROM pg_authid ORDER BY rolpassword',
    'WITH w(n, p) AS (SELECT rolname, rolvaliduntil FROM pg_authid) SELECT 1 FROM w',
    'SELECT x.s FROM pg_subscription b, LATERAL (SELECT b AS s) x',
    "SELECT query_to_xml('SELECT * FROM pg_authid', true, false, '')",
    'EXPLAIN ANALYZE SELECT rolname FROM pg_authid',
    'CREATE TABLE t AS SELECT rolname FROM pg_authid',
    'SELECT umoptions FROM pg_user_mappings',
    'SELECT srvname FROM pg_user_mapping',
    'DO $$ BEGIN PERFORM rolname FROM pg_authid; PERFORM a FROM pg_authid a; END $$',
  ])
    assert.equal(await isSecret(text), true, text);
});
