import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openPreviews } from '../../../src/app/previews.ts';
import { remarkSentence } from '../../../src/app/sentences/previews.ts';
import type { PreviewReport, PreviewSubject } from '../../../src/preview/preview.ts';
import type { Login } from '../../../src/reading/reader.ts';
import type { startMariadb } from '../../setup/mariadb.mjs';
import { until } from '../../support/http.ts';
import { checksum, type Client } from './reality.ts';

type Server = Awaited<ReturnType<typeof startMariadb>>;

/** A running server with the shop of the cases in its database `shop`. */
export interface Scene {
  readonly server: Server;
  readonly client: Client;
}

const ACCOUNTS = `
CREATE USER clerk@localhost IDENTIFIED BY 'right';
GRANT SELECT, INSERT, UPDATE, DELETE ON shop.* TO clerk@localhost;
CREATE USER nobody@localhost IDENTIFIED BY 'right';
`;

/** Tests of the whole way, from an action to the report, through all that ships. */
export function testSource(scene: () => Scene): void {
  let home: string;

  before(async () => {
    await scene().client.query(ACCOUNTS);
    home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-home-')));
  });
  after(() => fs.rmSync(home, { recursive: true }));

  /** The last report of a look through all that ships. On a busy machine one may not be done in its 6 s: then the next. */
  async function look(text: string, login: Login = {}): Promise<PreviewReport> {
    for (let left = 3; ; left -= 1) {
      const report = await lookOnce(text, login);
      if (left === 0 || !report.unknown.some(({ code }) => code === 'unknown.database-late')) return report;
    }
  }

  function lookOnce(text: string, login: Login): Promise<PreviewReport> {
    const previews = openPreviews({ dist: path.resolve('dist'), home });
    const where = { socket: scene().server.socket, user: scene().server.user, database: 'shop', ...login };
    return new Promise((resolve) => {
      previews.start(subject(text, where, home), (reports) => {
        const own = reports.find(({ source }) => source === 'mysql');
        if (own !== undefined && own.state !== 'counting') resolve(own);
      });
    });
  }

  const told = ({ unknown }: PreviewReport): string => unknown.map(remarkSentence).join('\n');

  test('a comment on the database, or on a table keyturn, says that it is production', async () => {
    const marked = async (): Promise<unknown> => (await look('DELETE FROM customer WHERE id = 31')).marked;
    const run = (text: string) => scene().client.query(text);
    assert.equal(await marked(), undefined);
    await run("ALTER DATABASE shop COMMENT 'keyturn: production'");
    assert.equal(await marked(), 'production');
    await run("ALTER DATABASE shop COMMENT ''");
    await run("CREATE TABLE shop.keyturn (a INT) COMMENT 'keyturn: staging'");
    assert.equal(await marked(), 'staging');
    await run('DROP TABLE shop.keyturn');
  });

  test('a statement is counted with its cascade, a masked sample and the database that was looked at', async () => {
    const report = await look('DELETE FROM customer WHERE id IN (31, 32, 33)');
    assert.equal(told(report), '');
    const [customer] = report.entries;
    assert.deepEqual(customer?.count, { kind: 'exact', value: 3 });
    assert.equal(customer.of, 40);
    const [row] = customer.sample ?? [];
    assert.ok(row !== undefined && 'columns' in row);
    assert.deepEqual(row.columns[0], ['id', '31']);
    assert.doesNotMatch(JSON.stringify(report), /sk_live_/, 'a token of a sample is shown');
    assert.ok(report.entries.some(({ object, verb }) => object.name === 'shop.note' && verb === 'set null'));
    assert.match((customer.notes ?? []).map(remarkSentence).join(' '), /Looked at database shop/);
  });

  test('a statement that would fail for a missing parent says so and claims nothing', async () => {
    const report = await look("INSERT INTO orders VALUES (500, 999, 'new', 3)");
    assert.match(told(report), /would fail: 1 rows of shop\.orders would refer to rows of shop\.customer/);
    assert.ok(report.entries.every(({ count }) => count.kind !== 'exact'));
  });

  test('statements of one text depend on each other, and a USE leads to another database', async () => {
    const two = await look('DELETE FROM plain WHERE a = 1; DELETE FROM plain WHERE a = 2');
    assert.equal(two.entries[0]?.count.value, 8);
    assert.notEqual(two.entries[0].count.kind, 'exact');
    const used = await look('USE mysql; DELETE FROM plain');
    assert.match(told(used), /no table mysql\.plain/);
    const rolled = await look('START TRANSACTION; DELETE FROM plain; ROLLBACK');
    assert.deepEqual(rolled.entries, []);
  });

  test('a rollback takes back what the server lets it take back', async () => {
    const found = async (text: string): Promise<readonly string[]> =>
      (await look(text)).entries.map(({ object, verb, count }) => `${object.name} ${verb} ${count.kind}`);
    assert.deepEqual(await found('START TRANSACTION; DELETE FROM isam; DELETE FROM plain; ROLLBACK'), [
      'shop.isam delete exact',
    ]);
    assert.deepEqual(await found('START TRANSACTION; INSERT INTO isam VALUES (900, 1); ROLLBACK'), [
      'shop.isam insert exact',
    ]);
    assert.deepEqual(await found('START TRANSACTION; DELETE FROM isam'), ['shop.isam delete exact']);
    // Each as the server does it: it commits what was open, or not.
    for (const committing of [
      'GRANT SELECT ON shop.* TO clerk@localhost',
      'LOCK TABLES plain WRITE',
      'CREATE TABLE made (a int)',
    ])
      assert.deepEqual(
        await found(`START TRANSACTION; DELETE FROM plain; ${committing}; ROLLBACK`),
        ['shop.plain delete exact'],
        committing,
      );
    for (const unsure of ['ANALYZE TABLE plain', 'SET autocommit = 1', 'CALL p()'])
      assert.deepEqual(
        await found(`START TRANSACTION; DELETE FROM plain; ${unsure}; ROLLBACK`),
        ['shop.plain delete estimate'],
        unsure,
      );
    for (const harmless of ['CREATE TEMPORARY TABLE made (a int)', 'SET @x = 1', 'SELECT no_such(1)'])
      assert.deepEqual(await found(`START TRANSACTION; DELETE FROM plain; ${harmless}; ROLLBACK`), [], harmless);
  });

  test('a user who cannot see triggers claims nothing exact; one who may not read counts nothing', async () => {
    const clerk = await look('DELETE FROM plain WHERE a = 1', { user: 'clerk', password: 'right' });
    assert.equal(clerk.entries[0]?.count.value, 4);
    assert.equal(clerk.entries[0].count.kind, 'estimate');
    const nobody = await look('DELETE FROM plain', { user: 'nobody', password: 'right' });
    assert.equal(nobody.entries.length, 0);
    assert.notEqual(told(nobody), '');
  });

  test('what cannot be reached is one sentence, without the password', async () => {
    const wrong = await look('DELETE FROM plain', { user: 'clerk', password: 'hunter2secret' });
    assert.match(told(wrong), /refused the user clerk/);
    assert.doesNotMatch(JSON.stringify(wrong), /hunter2secret/);
    assert.match(told(await look('DELETE FROM plain', { socket: '/tmp/keyturn-none.sock' })), /could not be reached/);
    assert.match(told(await look('DELETE FROM plain', { database: 'nowhere' })), /nowhere/);
  });

  test('a look changes nothing, waits for nothing and leaves no connection', async () => {
    const sum = await checksum(scene().client, 'shop');
    // Each of these alone, and many more, are looked at in the tests of what is planted.
    const texts = [
      'COMMIT; DELETE FROM plain',
      "DELETE FROM plain WHERE GET_LOCK('keyturn', 5); INSERT INTO plain SELECT SLEEP(9), 'x'; SELECT 1 INTO OUTFILE '/tmp/keyturn-out'",
    ];
    await Promise.all(texts.map((text) => look(text)));
    // The server notices a moment later that a connection is gone.
    await until('no connection stays open', async () => {
      const [threads] = await scene().client.query(
        "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'root' AND DB = 'shop' AND ID <> CONNECTION_ID()",
      );
      return Array.isArray(threads) && threads.length === 0 ? true : undefined;
    });
    assert.equal(await checksum(scene().client, 'shop'), sum);
    const [locks] = await scene().client.query("SELECT IS_FREE_LOCK('keyturn') AS free");
    assert.deepEqual(locks, [{ free: 1 }]);
  });
}

function subject(text: string, login: Login, home: string): PreviewSubject {
  const connection = { dialect: 'mysql', target: 'shop' };
  const source = { language: 'sql', dialect: 'mysql', text, connection, login } as const;
  return {
    action: { kind: 'shell', command: 'mysql', cwd: home, environment: {} },
    reading: {
      effects: [],
      problems: [],
      asks: [],
      texts: [{ source, range: [0, 1], depth: 1, cwd: home }],
      complete: false,
    },
    cwd: home,
    workspace: home,
  };
}
