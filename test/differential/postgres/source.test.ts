import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openPreviews } from '../../../src/app/previews.ts';
import { remarkSentence } from '../../../src/app/sentences/previews.ts';
import { NO_SERVERS, type KnownServers } from '../../../src/preview/server/remoteServer.ts';
import type { PreviewReport, PreviewSubject } from '../../../src/preview/preview.ts';
import type { Effect } from '../../../src/effect/effect.ts';
import type { Login } from '../../../src/reading/reader.ts';
import { startPostgres } from '../../setup/postgres.mjs';
import { openLooks, socketTarget } from './looks.ts';
import { testCommand } from './command.ts';
import { HOSTILE_POSTGRES, HOSTILE_POSTGRES_TEXTS } from './hostile.ts';
import { PREVIEW_CASES, PREVIEW_SHOP } from './previewShop.ts';

type Server = Awaited<ReturnType<typeof startPostgres>>;
type Client = Awaited<ReturnType<Server['connect']>>;

let server: Server;
let client: Client;
let home: string;

before(async () => {
  server = await startPostgres({ settings: ['autovacuum=off', 'log_statement=none'] });
  const first = await server.connect();
  await first.query('CREATE DATABASE shop');
  await first.end();
  client = await server.connect('shop');
  await client.query(PREVIEW_SHOP);
  await client.query(HOSTILE_POSTGRES);
  home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-home-')));
});

after(async () => {
  await server.stop();
  fs.rmSync(home, { recursive: true });
});

function subject(text: string, login: Login, effects: readonly Effect[] = []): PreviewSubject {
  const connection = { dialect: 'postgresql', target: 'shop' };
  return {
    action: { kind: 'shell', command: 'psql', cwd: home },
    reading: {
      effects,
      problems: [],
      asks: [],
      texts: [
        {
          source: {
            language: 'sql',
            dialect: 'postgresql',
            text,
            connection,
            login,
          },
          range: [0, 1],
          depth: 1,
          cwd: home,
        },
      ],
      complete: false,
    },
    cwd: home,
    workspace: home,
  };
}

/** The last report of a look through all that ships. */
function look(
  text: string,
  login: Login = {},
  effects: readonly Effect[] = [],
  servers: KnownServers = NO_SERVERS,
): Promise<PreviewReport> {
  const previews = openPreviews({ dist: path.resolve('dist'), home, servers });
  const where = {
    host: server.host,
    port: String(server.port),
    user: server.user,
    database: 'shop',
    ...login,
  };
  return new Promise((resolve) => {
    previews.start(subject(text, where, effects), (reports) => {
      const own = reports.find(({ source }) => source === 'postgresql');
      if (own !== undefined && own.state !== 'counting') resolve(own);
    });
  });
}

const DELETES: readonly Effect[] = [
  {
    kind: 'sql.delete',
    object: { type: 'table', name: 'public.users' },
    range: [0, 1],
    certainty: 'certain',
    undo: 'none',
    environment: 'unknown',
    traits: [],
  },
];

const told = (report: PreviewReport): string => report.unknown.map(remarkSentence).join('\n');

/** Everything that a look could have changed: rows, sequences, locks, transactions, settings, files of the server. */
async function state(): Promise<string> {
  const { rows: tables } = await client.query(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'tenant') ORDER BY 1",
  );
  const sums: unknown[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query(
      `SELECT count(*)::text || md5(string_agg(t::text, ',' ORDER BY t.ctid)) AS sum FROM ONLY ${String(name)} AS t`,
    );
    sums.push([name, rows[0]?.['sum']]);
  }
  const rest = await client.query(
    "SELECT (SELECT json_agg(s ORDER BY s.schemaname, s.sequencename) FROM pg_sequences s)::text AS sequences, (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')::int AS locks, (SELECT count(*) FROM pg_class)::int AS relations, txid_snapshot_xmax(txid_current_snapshot())::text AS transactions",
  );
  return JSON.stringify([sums, rest.rows], undefined, 1);
}

test('a database whose comment says production raises the level and says so, and never lowers it', async () => {
  const of = async (comment: string): Promise<readonly unknown[]> => {
    await client.query(`COMMENT ON DATABASE shop IS '${comment}'`);
    const report = await look('DELETE FROM users WHERE id = 1', {}, DELETES);
    const notes = [...report.entries.flatMap((entry) => entry.notes ?? []), ...report.unknown].map(remarkSentence);
    const said = notes.find((note) => note.includes('says of itself'));
    return [report.marked, report.raise?.level, said];
  };
  const production = 'shop says of itself, in its comment, that it is production.';
  const staging = 'shop says of itself, in its comment, that it is staging: others share it.';
  try {
    assert.deepEqual(await of('owned by ada; keyturn: production'), ['production', 'critical', production]);
    assert.deepEqual(await of('KEYTURN: Staging'), ['staging', 'high', staging]);
    assert.deepEqual(await of('keyturn: local'), [undefined, undefined, undefined]);
  } finally {
    await client.query('COMMENT ON DATABASE shop IS NULL');
  }
});

test('a look changes nothing, whatever is planted, and takes no transaction number', async () => {
  await client.query('SELECT mark()');
  const { rows: set } = await client.query("SELECT currval('canary')::int AS number, pg_advisory_unlock_all()");
  assert.ok(Number(set[0]?.['number']) > 0, 'the trap is not set');
  const before = await state();
  const texts = [...HOSTILE_POSTGRES_TEXTS, ...PREVIEW_CASES.map(([text]) => text)];
  const looks = await openLooks(socketTarget(server, 'shop'));
  for (const text of texts) await looks.look(text);
  await looks.close();
  // The whole way once, with what came nearest to being called.
  await Promise.all(['DELETE FROM users WHERE mark()', 'COMMIT; DELETE FROM docs'].map((text) => look(text)));
  assert.equal(await state(), before);
  const { rows } = await client.query(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'keyturn-preview'",
  );
  assert.equal(rows[0]?.['n'], 0, 'connections that stayed open');
});

test('a trigger that fires when somebody logs in cannot write', async () => {
  await client.query(`CREATE TABLE logins (who text); GRANT INSERT ON logins TO PUBLIC;
CREATE FUNCTION logged() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO logins VALUES (session_user); END $$;
CREATE EVENT TRIGGER logged ON login EXECUTE FUNCTION logged(); ALTER EVENT TRIGGER logged ENABLE ALWAYS`);
  try {
    const report = await look('DELETE FROM docs WHERE id < 4');
    assert.ok(report.unknown.length > 0 && report.entries.length === 0, JSON.stringify(report));
    const { rows } = await client.query('SELECT count(*)::int AS n FROM logins');
    assert.equal(rows[0]?.['n'], 0, 'a look left a row');
  } finally {
    await client.query('DROP EVENT TRIGGER logged; DROP TABLE logins');
  }
});

test('what is not the server’s own code is named, not run', async () => {
  assert.match(told(await look('DELETE FROM users WHERE mark()')), /calls mark/);
  assert.match(told(await look("DELETE FROM users WHERE lower(name) = 'x'")), /calls public\.lower/);
  assert.match(told(await look('DELETE FROM sly')), /public\.sly is a view/);
  assert.match(told(await look('DELETE FROM indexed')), /call plus/);
});

test('each failure is one sentence, and no password is in it', async () => {
  const cases: readonly (readonly [text: string, login: Login, says: RegExp])[] = [
    ['DELETE FROM docs', { port: '1' }, /could not be reached: no server listens there/],
    [
      'DELETE FROM docs',
      { host: '127.0.0.1', port: '1', password: 'hunter2' },
      /could not be reached: no server listens there/,
    ],
    ['DELETE FROM docs', { host: 'db.example.org' }, /Not looked at: db\.example\.org has not been allowed/],
    ['DELETE FROM docs', { database: 'nowhere' }, /There is no database nowhere/],
    ['DELETE FROM docs', { user: 'nobody' }, /refused the user nobody/],
    ['DELETE FROM docs', { user: 'reader' }, /this user may not read public\.docs/],
    ['DELETE FROM guarded', { user: 'reader' }, /row-level security of public\.guarded/],
    ['DELETE FROM nowhere', {}, /there is no table nowhere/],
    ['DELETE FROM docs WHERE id = $1', {}, /parameters whose values are not in the text/],
    ['DELETE FORM docs', {}, /could not be taken apart/],
  ];
  for (const [text, login, says] of cases) {
    const report = await look(text, login);
    assert.match(told(report), says, text);
    assert.doesNotMatch(JSON.stringify(report), /hunter2/);
  }
});

test('a preview role looks in place of the action’s own, and finds what that one’s names mean', async () => {
  const asked: unknown[] = [];
  const servers: KnownServers = {
    ...NO_SERVERS,
    previewRole: (place) => {
      asked.push(place);
      return Promise.resolve({ user: 'peek' });
    },
  };
  const report = await look('DELETE FROM docs', { user: 'app' }, [], servers);
  const where = `${server.host}/.s.PGSQL.${server.port}`;
  assert.deepEqual(asked, [{ dialect: 'postgresql', where, database: 'shop', user: 'app' }]);
  const [entry] = report.entries;
  assert.equal(entry?.object.name, 'app.docs', told(report));
  assert.deepEqual(entry?.count, { kind: 'exact', value: 2 });
  assert.match((entry?.notes ?? []).map(remarkSentence).join(), /as peek \(the preview role, in place of app\)/);
  const guarded = await look('DELETE FROM public.guarded', { user: 'app' }, [], servers);
  assert.match(told(guarded), /row-level security/, 'a role that sees all rows must not count for one that may not');
});

test('a table that others hold is not waited for', async () => {
  const holder = await server.connect('shop');
  await holder.query('BEGIN; LOCK TABLE docs IN ACCESS EXCLUSIVE MODE');
  const report = await look('DELETE FROM docs');
  await holder.query('ROLLBACK');
  await holder.end();
  assert.match(told(report), /took too long, or others hold the table/);
});

test('samples hold no secret', async () => {
  const report = await look('DELETE FROM users WHERE id < 10');
  const [sample] = report.entries[0]?.sample ?? [];
  assert.ok(sample !== undefined && 'columns' in sample);
  assert.deepEqual(Object.fromEntries(sample.columns)['id'], '1');
  assert.equal(Object.fromEntries(sample.columns)['password'], '•••');
});

test('what the server says of a value does not hold the value', async () => {
  const looks = await openLooks(socketTarget(server, 'shop'));
  for (const text of [
    'DELETE FROM users WHERE password::int > 3',
    'DELETE FROM users WHERE password::uuid IS NULL',
    "DELETE FROM users WHERE (password || '.5')::numeric > 3",
    'UPDATE users SET data = password::jsonb WHERE id = 3',
    'DELETE FROM users WHERE password::date < now()',
    'DELETE FROM users WHERE password::inet IS NULL',
    "DELETE FROM users WHERE regexp_match(name, '(' || password) IS NULL",
    'DELETE FROM users WHERE decode(password, name) IS NULL',
  ]) {
    const { unknown } = await looks.look(text);
    assert.ok(unknown.length > 0, text);
    assert.doesNotMatch(JSON.stringify(unknown), /hunter|user 1/, text);
  }
  await looks.close();
});

test('two commands of one text: the second finds what the first leaves', async () => {
  const where = { host: server.host, port: String(server.port), user: server.user, database: 'shop' };
  const two = (texts: readonly string[], logins: readonly Login[]): Promise<PreviewReport> => {
    const base = subject('', where);
    const [one] = base.reading.texts;
    assert.ok(one !== undefined);
    const all = texts.map((text, at) => ({
      ...one,
      source: { ...one.source, text, login: { ...where, ...logins[at] } },
    }));
    return new Promise((resolve) => {
      openPreviews({ dist: path.resolve('dist'), home }).start(
        { ...base, reading: { ...base.reading, texts: all } },
        (reports) => {
          const own = reports.find(({ source }) => source === 'postgresql');
          if (own !== undefined && own.state !== 'counting') resolve(own);
        },
      );
    });
  };
  const text = 'DELETE FROM docs WHERE id < 4';
  for (const logins of [
    [{}, {}],
    [{}, { user: 'peek' }],
  ])
    assert.deepEqual(
      (await two([text, text], logins)).entries.map(({ count }) => count.kind).sort(),
      logins[1]?.user === undefined ? ['estimate'] : ['estimate', 'exact'],
    );
  const reads = await two(['SELECT 1', text], [{}, {}]);
  assert.deepEqual(
    reads.entries.map(({ count }) => count),
    [{ kind: 'exact', value: 3 }],
  );
});

testCommand(() => ({ server, home }));
