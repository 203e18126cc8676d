import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sqliteSource } from '../../src/preview/sqlite/sqliteSource.ts';
import { lookAt } from '../support/previewSubject.ts';
import { shop, source, viaShell, worker } from './sqliteShop.ts';

const REFUSED: readonly (readonly [text: string, code: string])[] = [
  ["ATTACH '/tmp/other.db' AS o; DELETE FROM o.t", 'unknown.sql-attach'],
  [
    "SELECT load_extension('/tmp/evil.so'); DELETE FROM audit WHERE load_extension('x') IS NULL",
    'unknown.sql-function',
  ],
  ["DELETE FROM orders WHERE writefile('/tmp/x', 'y')", 'unknown.sql-function'],
  ['PRAGMA writable_schema = ON; DELETE FROM sqlite_schema', 'unknown.sql-pragma'],
  ["VACUUM INTO '/tmp/keyturn-must-not-be.db'", 'unknown.sql-vacuum-into'],
  ['DELETE FROM orders WHERE id = ?', 'unknown.sql-parameters'],
  ['DELETE FROM orders WHERE id = :id', 'unknown.sql-parameters'],
  ['.shell rm -rf /', 'unknown.sql-dot-command'],
  ['.mode csv\n.import x.csv orders', 'unknown.sql-dot-command'],
  ['DELETE FROM nowhere', 'unknown.sql-would-fail'],
  ['DELETE FROM', 'unknown.sql-would-fail'],
];

for (const [text, code] of REFUSED) {
  test(`not tried, and said: ${text.replace('\n', '⏎')}`, async (t) => {
    const { folder, file } = shop(t);
    const report = await lookAt(source, viaShell(folder, file, text));
    assert.ok(
      report.unknown.some((remark) => remark.code === code),
      JSON.stringify(report.unknown),
    );
    assert.equal(fs.existsSync('/tmp/keyturn-must-not-be.db'), false);
  });
}

test('pipes, folders, links that lead out, other files and missing files are refused before they are opened', async (t) => {
  const { folder } = shop(t);
  const inside = `${folder}/work`;
  fs.mkdirSync(inside);
  execFileSync('mkfifo', [`${inside}/pipe.db`]);
  fs.symlinkSync('../shop.db', `${inside}/link.db`);
  fs.writeFileSync(`${inside}/text.db`, 'this is no database at all');
  const codes: Record<string, string | undefined> = {};
  for (const name of ['pipe.db', 'link.db', 'text.db', 'absent.db', '.']) {
    const report = await lookAt(source, viaShell(inside, path.join(inside, name), 'DELETE FROM orders'));
    codes[name] = report.unknown[0]?.code;
    assert.deepEqual(report.entries, []);
  }
  assert.deepEqual(codes, {
    'pipe.db': 'unknown.database-special',
    'link.db': 'unknown.database-link-outside',
    'text.db': 'unknown.database-other',
    'absent.db': 'unknown.database-absent',
    '.': 'unknown.database-special',
  });
});

test('a database whose pages are damaged ends in a sentence', async (t) => {
  const { folder, file } = shop(t);
  const bytes = fs.readFileSync(file);
  bytes.fill(0xa5, 100, 9_000);
  fs.writeFileSync(file, bytes);
  const report = await lookAt(source, viaShell(folder, file, 'DELETE FROM orders'));
  assert.deepEqual([report.state, report.entries.length, report.unknown.length], ['done', 0, 1]);
});

const SLOW =
  'DELETE FROM orders WHERE (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n) > 0';

const copies = (): readonly string[] =>
  fs.readdirSync(process.env['TMPDIR'] ?? '/tmp').filter((name) => name.startsWith('keyturn-copy-'));

test('a statement that never ends is stopped; what was being counted is "unknown"; the copy is gone', async (t) => {
  const { folder, file } = shop(t);
  const before = copies();
  const report = await lookAt(
    sqliteSource({ worker, time: 700 }),
    viaShell(folder, file, `DELETE FROM items WHERE id = 1; ${SLOW}`),
  );
  assert.equal(report.unknown.at(-1)?.code, 'unknown.sql-timeout');
  assert.deepEqual(
    report.entries.map(({ object, count }) => [object.name, count.kind]),
    [
      ['items', 'exact'],
      ['orders', 'unknown'],
    ],
  );
  assert.deepEqual(copies(), before);
});

test('cancelling ends the process and removes the copy', async (t) => {
  const { folder, file } = shop(t);
  const before = copies();
  const controller = new AbortController();
  const states: string[] = [];
  const look = source.look(
    viaShell(folder, file, SLOW),
    ({ state, entries }) => {
      states.push(state);
      if (entries.length > 0) controller.abort();
    },
    controller.signal,
  );
  await look;
  assert.ok(!states.includes('done'));
  assert.deepEqual(copies(), before);
});

test('a Node without the authorizer says which editor is needed', async (t) => {
  const { folder, file } = shop(t);
  const bare = `${folder}/bare.mjs`;
  fs.writeFileSync(
    bare,
    `process.on('message', () => { process.send({ type: 'unable', why: { code: 'unknown.no-sqlite', values: { node: 'v22' } } }, () => process.disconnect()); });`,
  );
  const report = await lookAt(sqliteSource({ worker: bare }), viaShell(folder, file, 'DELETE FROM orders'));
  assert.equal(report.unknown[0]?.code, 'unknown.no-sqlite');
});

test('a worker that falls over is said', async (t) => {
  const { folder, file } = shop(t);
  fs.writeFileSync(`${folder}/crash.mjs`, 'process.abort();');
  const report = await lookAt(
    sqliteSource({ worker: `${folder}/crash.mjs` }),
    viaShell(folder, file, 'DELETE FROM orders'),
  );
  assert.equal(report.unknown[0]?.code, 'unknown.sql-crashed');
});
