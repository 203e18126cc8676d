import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { runPassed, type Bench } from '../runPassed.ts';
import { SQLITE_SCHEMA, SQLITE_SHAPES, SQLITE_WRITES } from './shop.ts';
import { corpusStatements, generated } from '../statements.ts';
import { openVerdicts } from '../verdicts.ts';

const verdicts = openVerdicts();
let folder: string;

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sqlite-'));
  assert.equal(sqlite(SQLITE_SCHEMA), '');
});

after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await verdicts.close();
});

/** Runs a text as the sqlite3 shell takes it; gives what it says on standard error. */
function sqlite(text: string): string {
  const words = ['-batch', '-init', '/dev/null', 'shop.db'];
  const environment = { PATH: process.env.PATH, HOME: folder };
  return spawnSync('sqlite3', words, {
    cwd: folder,
    env: environment,
    input: `${text}\n;\n`,
    encoding: 'utf8',
    timeout: 5000,
  }).stderr;
}

const bench: Bench = {
  dialect: 'sqlite',
  verdicts,
  run: (statement) => {
    const said = sqlite(statement);
    return Promise.resolve(said === '' ? undefined : said);
  },
  fresh: () => Promise.resolve(),
  /** Every byte of every file there: the database, its journals, what was written beside it. */
  state: () =>
    Promise.resolve(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(
          ({ name }) =>
            `${name} ${createHash('sha256')
              .update(readFileSync(path.join(folder, name)))
              .digest('hex')}`,
        )
        .sort()
        .join('\n'),
    ),
};

test('each listed write is seen as a change, so that the comparison can fail', async () => {
  let last = await bench.state();
  for (const statement of SQLITE_WRITES) {
    assert.equal(await bench.run(statement), undefined, statement);
    const now = await bench.state();
    assert.ok(now !== last, `this left no trace in the files: ${statement}`);
    assert.equal(await verdicts.passes(statement, 'sqlite'), false, `this passed: ${statement}`);
    last = now;
  }
});

test('no statement of the corpora that passes changes anything', async () => {
  const { ran, wrong } = await runPassed(bench, corpusStatements('sqlite'));
  assert.equal(wrong.length, 0, wrong.join('\n'));
  assert.ok(ran > 20, `only ${String(ran)} ran`);
});

test('no generated statement that passes changes anything', async () => {
  const { ran, wrong } = await runPassed(bench, generated(SQLITE_SHAPES, 400));
  assert.equal(wrong.length, 0, wrong.join('\n'));
  assert.ok(ran > 50, `only ${String(ran)} ran`);
});

test('no function and no pragma of SQLite that passes changes anything', async () => {
  const list = (sql: string): readonly string[] =>
    spawnSync('sqlite3', [':memory:', sql], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line !== '');
  const functions = list('SELECT DISTINCT name FROM pragma_function_list').filter((name) => /^\w+$/.test(name));
  const pragmas = list('SELECT name FROM pragma_pragma_list');
  assert.ok(functions.length > 80 && pragmas.length > 40, `${String(functions.length)}, ${String(pragmas.length)}`);
  const calls = functions.flatMap((name) => ["'made'", "'made', 'b'"].map((given) => `SELECT ${name}(${given})`));
  const asked = pragmas.flatMap((name) => [
    `PRAGMA ${name}`,
    `PRAGMA ${name} = 1`,
    `PRAGMA ${name}(users)`,
    `SELECT * FROM pragma_${name}`,
  ]);
  const { ran, wrong } = await runPassed(bench, [...calls, ...asked]);
  assert.equal(wrong.length, 0, wrong.join('\n'));
  assert.ok(ran > 100, `only ${String(ran)} ran`);
});
