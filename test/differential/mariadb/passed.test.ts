import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startMariadb } from '../../setup/mariadb.mjs';
import { MARIADB_SCHEMA, MARIADB_SHAPES, MARIADB_STATE, MARIADB_WRITES } from './passedShop.ts';
import { runPassed, type Bench } from '../runPassed.ts';
import { corpusStatements, generated } from '../statements.ts';
import { openVerdicts } from '../verdicts.ts';

type Server = Awaited<ReturnType<typeof startMariadb>>;
type Client = ReturnType<Server['connect']>;

const FULL = process.env.KEYTURN_FULL === '1';
/** Arguments of every function in turn: each takes some of them. */
const SAMPLES = ["'2026-01-01'", "'a', 1"];
const MORE_SAMPLES = ['', '1', "'a', 'b', 1", '1, 2, 3, 4', '1, 2', "'[1]', '$'"];

const verdicts = openVerdicts();
let server: Server;
let runner: Client;
let observer: Client;

before(async () => {
  server = await startMariadb();
  observer = server.connect();
  runner = server.connect('shop');
  const answer = await observer.run(MARIADB_SCHEMA);
  assert.doesNotMatch(answer, /^ERROR/m);
});

after(async () => {
  await verdicts.close();
  await observer.end();
  await runner.end();
  await server.stop();
});

const bench: Bench = {
  dialect: 'mariadb',
  verdicts,
  run: async (statement) => {
    const answer = await runner.run(statement);
    // What an open transaction did counts too.
    await runner.run('COMMIT; UNLOCK TABLES');
    return /^ERROR .*/m.exec(answer)?.[0];
  },
  fresh: async () => {
    await runner.end();
    runner = server.connect('shop');
    await runner.run('SET max_statement_time = 2');
  },
  /** Rows, definitions, accounts, global settings, files: what stays when the connection ends. */
  state: async () => {
    const answer = await observer.run(MARIADB_STATE);
    const files = readdirSync(server.files).map(
      (name) => `${name} ${readFileSync(path.join(server.files, name), 'base64')}`,
    );
    const folders = readdirSync(server.data).filter((name) => !/\.(?:log|pid)$|^(?:ib_|aria_)|^#/.test(name));
    return [answer, ...files, ...folders].join('\n');
  },
};

test('each listed write is seen as a change, so that the comparison can fail', async () => {
  let last = await bench.state();
  for (const statement of MARIADB_WRITES) {
    assert.equal(await bench.run(statement.replace('$FILES', server.files)), undefined, statement);
    const now = await bench.state();
    assert.ok(now !== last, `this left no trace in the state: ${statement}`);
    assert.equal(await verdicts.passes(statement, 'mariadb'), false, `this passed: ${statement}`);
    last = now;
  }
});

test('no statement of the corpora that passes changes anything', async () => {
  const { ran, wrong } = await runPassed(bench, corpusStatements('mysql', 'mariadb'));
  assert.equal(wrong.length, 0, wrong.join('\n'));
  assert.ok(ran > 50, `only ${String(ran)} ran`);
});

test('no generated statement that passes changes anything', async () => {
  const { ran, wrong } = await runPassed(bench, generated(MARIADB_SHAPES, 400));
  assert.equal(wrong.length, 0, wrong.join('\n'));
  assert.ok(ran > 50, `only ${String(ran)} ran`);
});

test('no function of the server that passes changes anything when it is called', async () => {
  const answer = await observer.run('SELECT function FROM information_schema.sql_functions ORDER BY 1');
  const names = answer
    .split('\n')
    .slice(1)
    .filter((name) => name !== '');
  assert.ok(names.length > 200, `${String(names.length)} functions`);
  const calls = names.flatMap((name) =>
    (FULL ? [...SAMPLES, ...MORE_SAMPLES] : SAMPLES).map((given) => `SELECT ${name}(${given})`),
  );
  const { ran, wrong } = await runPassed(bench, calls);
  assert.equal(wrong.length, 0, wrong.join('\n'));
  assert.ok(ran > 100, `only ${String(ran)} ran`);
});
