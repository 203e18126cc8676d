import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { openBuiltWorker, openRead } from '../../unit/sql/reading.ts';

const run = promisify(execFile);
const worker = openBuiltWorker();
let folder = '';
let pristine = '';

const SCHEMA = `
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id) ON DELETE CASCADE, total REAL, status TEXT, a, b, c, note, name, city, created_at);
CREATE TABLE items (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders(id) ON DELETE CASCADE);
CREATE TABLE t (id INTEGER PRIMARY KEY, a);
INSERT INTO users VALUES (1, 'x', 'y'), (2, 'z', 'w');
INSERT INTO orders (id, user_id, total) VALUES (1, 1, 3), (2, 2, 40);
INSERT INTO items VALUES (1, 1), (2, 2);
INSERT INTO t VALUES (1, 2);
`;

/** Runs a text as the sqlite3 shell does; a failure of the statement itself is no failure of the test. */
async function sqlite(file: string, text: string): Promise<void> {
  const child = run('sqlite3', ['-batch', file], { cwd: path.dirname(file), timeout: 10_000 });
  child.child.stdin?.end(text);
  try {
    await child;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error('this test needs the sqlite3 program (apt install sqlite3)');
  }
}

async function digestOf(place: string): Promise<string> {
  const names = (await readdir(place)).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(await readFile(path.join(place, name)));
  return hash.digest('hex');
}

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keyturn-sqlite-'));
  pristine = path.join(folder, 'pristine.db');
  await sqlite(pristine, SCHEMA);
});
after(async () => {
  await worker.close();
  await rm(folder, { recursive: true, force: true });
});

/** Whether running `text` changed a byte of the database or of the folder around it. */
async function changes(text: string): Promise<boolean> {
  const place = path.join(folder, 'place');
  await rm(place, { recursive: true, force: true });
  await mkdir(place);
  await copyFile(pristine, path.join(place, 'shop.db'));
  const earlier = await digestOf(place);
  await sqlite(path.join(place, 'shop.db'), text);
  return (await digestOf(place)) !== earlier;
}

interface Row {
  readonly text: string;
}

test('the test itself sees a change', async () => {
  assert.equal(await changes('DELETE FROM orders;'), true);
  assert.equal(await changes('SELECT 1;'), false);
});

test('no text that reads as a pure read changes the database or its folder', async () => {
  const read = await openRead(worker);
  const corpus = (await readFile(path.join(process.cwd(), 'test', 'corpus', 'sql', 'sqlite.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as Row).text);
  const tricky = [
    'EXPLAIN DELETE FROM orders',
    'PRAGMA cache_size = 10',
    'PRAGMA user_version',
    'PRAGMA integrity_check',
    'PRAGMA temp_store = 2',
    "SELECT * FROM pragma_table_info('orders')",
    'SELECT * FROM pragma_wal_checkpoint',
    'PRAGMA optimize',
    'BEGIN IMMEDIATE; SELECT 1; COMMIT',
    'SAVEPOINT a; SELECT 1; RELEASE a',
    '.tables\n.schema\n.dump',
    '.headers on\nSELECT * FROM orders;',
    'SELECT total_changes(), last_insert_rowid()',
  ];
  let passed = 0;
  for (const text of [...corpus, ...tricky]) {
    const reading = await read(text, 'sqlite');
    if (!reading.complete || reading.embedded.length > 0 || !reading.effects.every(({ kind }) => kind === 'sql.read'))
      continue;
    passed += 1;
    assert.equal(
      await changes(/[;\n]\s*$/.test(text) ? text : `${text}\n;\n`),
      false,
      `reads as a read, yet changed something: ${text}`,
    );
  }
  assert.ok(passed >= 40, `only ${String(passed)} texts read as reads`);
});
