import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createJudge } from '../../../src/app/judge.ts';
import { openProductOf } from '../../../src/app/productOf.ts';
import { openPreviews } from '../../../src/app/previews.ts';
import { openReaders } from '../../../src/app/readers.ts';
import { diskTexts } from '../../../src/app/texts.ts';
import type { PreviewEntry } from '../../../src/preview/preview.ts';
import type { Judgement } from '../../../src/review/judgement.ts';
import type { Review } from '../../../src/review/service.ts';
import { keyturn, type Ended } from '../../support/keyturn.ts';
import { until } from '../../support/http.ts';
import { approve, seatPerson, type Verdict } from '../../support/person.ts';
import { openGround } from '../../support/product.ts';

/** Set by the test runner: the editor's Node, which has SQLite. This process's own may be older, as a person's is. */
const editorNode = process.env['KEYTURN_TEST_EDITOR_NODE'] ?? '';

const held: Judgement = {
  reading: { effects: [], problems: [], asks: [], texts: [], complete: false },
  verdict: { ruling: 'hold', requires: [], level: 'medium', findings: [], reason: { layer: 'floor', rule: 'test' } },
  files: [],
};

const SHOP = `CREATE TABLE orders (id INTEGER PRIMARY KEY, state TEXT);
  CREATE TABLE items (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders (id) ON DELETE CASCADE);
  INSERT INTO orders (state) VALUES ('old'), ('old'), ('new');
  INSERT INTO items (order_id) VALUES (1), (1), (2), (3);`;

interface Scene {
  readonly root: string;
  readonly review: Review;
  sql(
    text: string,
    more?: { readonly args?: readonly string[]; readonly environment?: Readonly<Record<string, string>> },
  ): Promise<Ended>;
  /** Asks the sqlite3 shell, which knows nothing of Keyturn. */
  ask(text: string): string;
}

/** A window that holds everything and shows the given counts, over a small shop of orders and their items. */
async function scene(
  shown: readonly PreviewEntry[],
  verdict: Verdict,
  act: (scene: Scene) => Promise<void>,
): Promise<void> {
  assert.ok(existsSync(editorNode), 'KEYTURN_TEST_EDITOR_NODE must name the Node of the editor');
  const ground = await openGround({ editorNode });
  const product = await openProductOf(ground.options, {
    judge: () => ({ judge: () => Promise.resolve(held) }),
    previews: {
      start(_, report) {
        report([{ source: 'test', state: 'done', entries: shown, unknown: [] }]);
        return () => undefined;
      },
      changed: () => Promise.resolve(false),
    },
    close: () => Promise.resolve(),
  });
  const { root, place } = ground;
  const file = path.join(root, 'shop.db');
  const ask = (text: string) => execFileSync('sqlite3', [file, text], { encoding: 'utf8' }).trim();
  try {
    ask(SHOP);
    const review = product.folders()[0]?.review;
    assert.ok(review !== undefined);
    seatPerson(review, () => verdict);
    await act({
      root,
      review,
      ask,
      sql: (text, { args = [], environment = {} } = {}) =>
        keyturn(['sql', '--connection', 'shop.db', ...args], { place, cwd: root, input: text, environment }),
    });
  } finally {
    await product.close();
    await ground.remove();
  }
}

const entry = (table: string, verb: string, value: number, via: PreviewEntry['via'] = 'direct'): PreviewEntry => ({
  object: { type: 'table', name: table },
  verb,
  via,
  count: { kind: 'exact', value },
  unit: 'rows',
  undo: 'none',
});

test('what was approved is done when the counts are those that were shown', () =>
  scene(
    [entry('orders', 'delete', 2), entry('items', 'delete', 3, 'cascade')],
    'approve',
    async ({ sql, ask, review, root }) => {
      const ended = await sql("DELETE FROM orders WHERE state = 'old'");
      assert.equal(ended.code, 0, ended.error);
      assert.equal(ask('SELECT count(*) FROM orders'), '1');
      assert.equal(ask('SELECT count(*) FROM items'), '1', 'the cascade belongs to it');
      const [hold] = review.today();
      const tables = [
        { table: 'items', change: 'delete', shown: 3, rows: 3 },
        { table: 'orders', change: 'delete', shown: 2, rows: 2 },
      ];
      assert.deepEqual(hold?.outcome, { exitCode: 0, rows: 5, sealed: true, tables });
      assert.deepEqual(hold?.intent.action, {
        kind: 'sql',
        statement: "DELETE FROM orders WHERE state = 'old'",
        dialect: 'sqlite',
        connection: path.join(root, 'shop.db'),
        cwd: root,
      });
    },
  ));

test('nothing of the environment reaches the Node that executes it; one inside the workspace is not taken', () =>
  scene([], 'approve', async ({ root, sql, review }) => {
    // The first life is the person's own Node and does what NODE_OPTIONS says; the second must not see it.
    const probe = path.join(root, 'probe.cjs');
    writeFileSync(
      probe,
      `if (process.env.KEYTURN_AGAIN) require('node:fs').writeFileSync(__dirname + '/hijacked', '')`,
    );
    const ended = await sql('SELECT 1 AS one', {
      environment: { NODE_OPTIONS: `--require ${probe}`, KEYTURN_NODE: editorNode },
    });
    assert.deepEqual([ended.code, ended.out], [0, '{"one":1}\n'], ended.error);
    assert.equal(existsSync(path.join(root, 'hijacked')), false, 'NODE_OPTIONS reached the second Node');
    const inside = path.join(root, 'node');
    writeFileSync(inside, `#!/bin/sh\ntouch ${path.join(root, 'hijacked')}\n`, { mode: 0o755 });
    const refused = await sql('SELECT 1', { environment: { KEYTURN_NODE: inside } });
    assert.equal(refused.code, 120, refused.error);
    assert.equal(existsSync(path.join(root, 'hijacked')), false, 'a program of the workspace was started');
    assert.equal(review.today().length, 1);
  }));

test('other rows than were shown: rolled back', () =>
  scene([entry('orders', 'delete', 1), entry('items', 'delete', 3, 'cascade')], 'approve', async ({ sql, ask }) => {
    const ended = await sql("DELETE FROM orders WHERE state = 'old'");
    assert.equal(ended.code, 1, ended.error);
    assert.match(ended.error, /Rolled back.*delete orders: 1 shown, 2 in fact/);
    assert.equal(ask('SELECT count(*) FROM orders'), '3', 'nothing may be changed');
    assert.equal(ask('SELECT count(*) FROM items'), '4');
  }));

test('what somebody else inserts while a person decides is not deleted with what was approved', async () => {
  const ground = await openGround({ editorNode });
  const { root, place, options } = ground;
  const { readers, close } = openReaders({ dist: options.dist });
  // The product's own reading and counting, on the editor's Node.
  const product = await openProductOf(options, {
    judge: ({ autoPass, rules, workspaceOf }) =>
      createJudge({ readers, texts: diskTexts(), home: options.home, workspace: workspaceOf, autoPass, rules }),
    previews: openPreviews({ dist: options.dist, home: options.home, node: editorNode }),
    close,
  });
  const ask = (text: string) =>
    execFileSync('sqlite3', [path.join(root, 'shop.db'), text], { encoding: 'utf8' }).trim();
  try {
    ask(SHOP);
    const review = product.folders()[0]?.review;
    assert.ok(review !== undefined);
    const statement = "DELETE FROM orders WHERE state = 'old'";
    const held = async () => {
      const run = keyturn(['sql', '--connection', 'shop.db'], { place, cwd: root, input: statement });
      const id = await until('it is held and counted', () => {
        const [hold] = review.held();
        const counted = hold?.previews.some(({ state, entries }) => state === 'done' && entries.length === 2);
        return counted === true ? hold?.id : undefined;
      });
      return { run, id };
    };
    const first = await held();
    ask("INSERT INTO orders (state) VALUES ('old')");
    await approve(review, first.id);
    const rolledBack = await first.run;
    assert.equal(rolledBack.code, 1, rolledBack.error);
    assert.match(rolledBack.error, /Rolled back.*delete orders: 2 shown, 3 in fact/);
    assert.equal(ask('SELECT count(*) FROM orders'), '4', 'nothing may be gone');
    const second = await held();
    await approve(review, second.id);
    const done = await second.run;
    assert.equal(done.code, 0, done.error);
    assert.deepEqual([ask('SELECT count(*) FROM orders'), ask('SELECT count(*) FROM items')], ['1', '1']);
  } finally {
    await product.close();
    await ground.remove();
  }
});

test('a cascade that nobody was shown: rolled back', () =>
  scene([entry('orders', 'delete', 2)], 'approve', async ({ sql, ask }) => {
    const ended = await sql("DELETE FROM orders WHERE state = 'old'");
    assert.equal(ended.code, 1, ended.error);
    assert.match(ended.error, /delete items: 0 shown, 3 in fact/);
    assert.equal(ask('SELECT count(*) FROM items'), '4');
  }));

test('rows that refer to others of the table that is dropped with them were shown with it', () =>
  scene([entry('tree', 'drop', 3)], 'approve', async ({ sql, ask }) => {
    ask(
      'CREATE TABLE tree (id INTEGER PRIMARY KEY, up INTEGER REFERENCES tree ON DELETE CASCADE); INSERT INTO tree VALUES (1, NULL), (2, 1), (3, 2)',
    );
    const ended = await sql('DROP TABLE tree');
    assert.equal(ended.code, 0, ended.error);
    assert.equal(ask("SELECT count(*) FROM sqlite_schema WHERE name = 'tree'"), '0');
  }));

test('a COMMIT inside the text cannot make its first half stay', () =>
  scene([entry('orders', 'delete', 0)], 'approve', async ({ sql, ask }) => {
    const ended = await sql("DELETE FROM orders WHERE state = 'old'; COMMIT; SELECT 1");
    assert.equal(ended.code, 1, ended.error);
    assert.equal(ask('SELECT count(*) FROM orders'), '3', 'the first half must be rolled back');
  }));

test('every statement of the text runs, and the rows of a query come out', () =>
  scene([entry('orders', 'insert', 1), entry('orders', 'update', 1)], 'approve', async ({ sql, root, ask }) => {
    const text =
      "-- first\nINSERT INTO orders (state) VALUES ('a;b');\nUPDATE orders SET state = 'c' WHERE id = 4; /* last */ SELECT id, state FROM orders WHERE id > 2; -- end";
    writeFileSync(path.join(root, 'change.sql'), text);
    const ended = await sql('', { args: ['-f', 'change.sql'] });
    assert.equal(ended.code, 0, ended.error);
    assert.equal(ended.out, '{"id":3,"state":"new"}\n{"id":4,"state":"c"}\n');
    assert.equal(ask('SELECT state FROM orders WHERE id = 4'), 'c');
  }));

test('a statement that fails takes the ones before it back', () =>
  scene([], 'approve', async ({ sql, ask }) => {
    const ended = await sql('DELETE FROM orders; INSERT INTO nowhere VALUES (1)');
    assert.equal(ended.code, 1, ended.error);
    assert.match(ended.error, /no such table: nowhere/);
    assert.equal(ask('SELECT count(*) FROM orders'), '3');
  }));

test('denied: not executed', () =>
  scene([], { deny: 'not today' }, async ({ sql, ask }) => {
    const ended = await sql('DELETE FROM orders');
    assert.equal(ended.code, 120, ended.error);
    assert.match(ended.error, /not today/);
    assert.equal(ask('SELECT count(*) FROM orders'), '3');
  }));

test('a connection that nothing can be executed on is refused before anybody is asked', () =>
  scene([], 'approve', async ({ sql, review }) => {
    for (const connection of ['oracle://db.example/shop', 'a b', 'folder/prod', '']) {
      const ended = await sql('DELETE FROM orders', { args: ['--connection', connection] });
      assert.ok(ended.code === 120 || connection === '', ended.error);
      assert.match(ended.error, connection === '' ? /usage/ : /is no SQLite file, no URL/);
    }
    assert.equal(review.today().length, 0);
  }));
