import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { until } from '../../support/http.ts';
import { mcpScene } from './mcpScene.ts';

/** Set by the test runner: the editor's Node, which has SQLite. */
const editorNode = process.env['KEYTURN_TEST_EDITOR_NODE'] ?? '';

test('it offers three tools with closed input and an output schema each', () =>
  mcpScene(
    () => 'leave',
    async ({ client }) => {
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name),
        ['run_command', 'run_sql', 'propose_request'],
      );
      for (const { name, inputSchema, outputSchema, description } of tools) {
        assert.equal(inputSchema.additionalProperties, false, `${name} must refuse what it does not know`);
        assert.ok(outputSchema?.required?.includes('result'), `${name} must say what became of the call`);
        assert.match(description ?? '', /approved/);
      }
      assert.match(client.getInstructions() ?? '', /approved it in VS Code/);
    },
  ));

test('an approved command runs as bash, sealed, and both outputs and the exit code come back', () =>
  mcpScene(
    () => 'approve',
    async ({ root, call, review }) => {
      const progress: (string | undefined)[] = [];
      const { isError, said } = await call(
        'run_command',
        { command: 'touch marker; echo out; echo über >&2; exit 7', why: 'to leave a mark', rollback: 'rm marker' },
        { onprogress: ({ message }) => progress.push(message) },
      );
      assert.equal(isError, false, JSON.stringify(said));
      const { intent, ...rest } = said;
      assert.deepEqual(rest, {
        result: 'ran',
        message: 'A person approved it, and it ran.',
        exitCode: 7,
        stdout: 'out\n',
        stderr: 'über\n',
      });
      assert.ok(existsSync(path.join(root, 'marker')));
      const [hold] = review.today();
      assert.equal(hold?.id, intent);
      assert.deepEqual(hold?.outcome, { exitCode: 7, sealed: true });
      assert.equal(hold?.intent.runner.name, 'keyturn-mcp');
      assert.deepEqual(hold?.intent.claim, { summary: 'to leave a mark', rollback: 'rm marker' });
      assert.deepEqual(progress, [
        `Waiting for a person: they can review it in the VS Code window of ${root}.`,
        'Let go. It runs.',
      ]);
    },
  ));

test('what the rules pass runs without a person, and says so', () =>
  mcpScene(
    () => assert.fail('nothing must wait'),
    async ({ root, call }) => {
      writeFileSync(path.join(root, 'note.txt'), 'hello\n');
      const { said } = await call('run_command', { command: 'cat note.txt' });
      assert.equal(said['stdout'], 'hello\n', JSON.stringify(said));
      assert.equal(said['message'], 'The rules let it pass, and it ran.');
    },
  ));

test('a denied command does not run; the note comes back visible, with the advice not to go round', () =>
  mcpScene(
    () => ({ deny: 'use the archive\u202e instead' }),
    async ({ root, call }) => {
      const { isError, said } = await call('run_command', { command: 'touch marker' });
      assert.equal(isError, true);
      assert.equal(said['result'], 'denied');
      assert.equal(said['note'], 'use the archive⟨U+202E RLO⟩ instead');
      assert.match(String(said['message']), /^Denied.* Nothing ran\. .*Do not try to reach the same by another way/);
      assert.equal(existsSync(path.join(root, 'marker')), false, 'a denied command must not run');
    },
  ));

test('a cancelled call is withdrawn and never runs', () =>
  mcpScene(
    () => 'leave',
    async ({ root, call, review }) => {
      const stop = new AbortController();
      const gone = call('run_command', { command: 'touch marker' }, { signal: stop.signal });
      await until('it waits', () => review.held().length > 0);
      stop.abort();
      await assert.rejects(gone);
      await until('it waits no more', () => review.held().length === 0);
      assert.equal(review.today()[0]?.state, 'withdrawn');
      assert.equal(existsSync(path.join(root, 'marker')), false);
    },
  ));

test('a call that is cancelled while it runs ends, with all that it started', () =>
  mcpScene(
    () => 'approve',
    async ({ root, call, review }) => {
      const stop = new AbortController();
      const text = '(sleep 600 & echo $! > pid; wait)';
      const gone = call('run_command', { command: text }, { signal: stop.signal });
      const file = path.join(root, 'pid');
      await until('it runs', () => existsSync(file) && readFileSync(file, 'utf8') !== '');
      stop.abort();
      await assert.rejects(gone);
      await until('its end is known', () => review.today()[0]?.execution === 'finished');
      assert.deepEqual(review.today()[0]?.outcome, { signal: 'SIGTERM', sealed: true });
      const started = Number(readFileSync(file, 'utf8'));
      // Its own end is known a moment before that of what it started.
      await until('what it started ends too', () => {
        try {
          return process.kill(started, 0) ? undefined : true;
        } catch {
          return true;
        }
      });
    },
  ));

test('when the client goes away, what waits is withdrawn', () =>
  mcpScene(
    () => 'leave',
    async ({ call, review, leave }) => {
      const gone = assert.rejects(call('run_command', { command: 'touch marker' }));
      await until('it waits', () => review.held().length > 0);
      await leave();
      await gone;
      await until('it waits no more', () => review.held().length === 0);
      assert.equal(review.today()[0]?.state, 'withdrawn');
    },
  ));

test('without a window nothing runs, and the answer says what to open', () =>
  mcpScene(
    () => 'approve',
    async ({ root, call, close }) => {
      await close();
      const closed = await call('run_command', { command: 'touch marker' });
      assert.equal(closed.isError, true);
      assert.equal(closed.said['result'], 'unavailable');
      assert.match(String(closed.said['message']), new RegExp(`Nothing ran\\. Open ${root} in VS Code`));
      const outside = await call('run_command', { command: 'touch marker', cwd: '/' });
      assert.match(String(outside.said['message']), /no folder that Keyturn knows.*Nothing ran/);
      const missing = await call('run_command', { command: 'touch marker', cwd: 'not/there' });
      assert.match(String(missing.said['message']), /There is no folder not\/there\. Nothing ran/);
      assert.equal(existsSync(path.join(root, 'marker')), false);
    },
  ));

test('the environment of the server cannot say where Keyturn is', () =>
  mcpScene(
    () => 'approve',
    async ({ call, review }) => {
      const { said } = await call('run_command', { command: 'touch marker' });
      assert.equal(said['result'], 'ran', 'it must have asked the window of the place that was given');
      assert.equal(review.today().length, 1);
    },
    { KEYTURN_HOME: '/nonexistent' },
  ));

test('arguments that are unknown, missing or of a wrong type are refused before anything is filed', () =>
  mcpScene(
    () => assert.fail('nothing must be filed'),
    async ({ client, review }) => {
      for (const input of [{}, { command: '' }, { command: ['ls'] }, { command: 'ls', shell: 'zsh' }]) {
        const result = await client.callTool({ name: 'run_command', arguments: input });
        assert.equal(result.isError, true, JSON.stringify(input));
      }
      assert.equal(review.today().length, 0);
    },
  ));

test('a long output comes back with both ends', () =>
  mcpScene(
    () => 'approve',
    async ({ call }) => {
      const { said } = await call('run_command', { command: 'printf first; head -c 500000 /dev/zero; printf last' });
      const out = String(said['stdout']);
      assert.ok(out.startsWith('first') && out.endsWith('last'), 'both ends must be there');
      assert.match(out, /… 401705 bytes are left out here …/);
    },
  ));

test('what is left running in the background does not keep the answer back', () =>
  mcpScene(
    () => 'approve',
    async ({ call }) => {
      const { said } = await call('run_command', { command: 'sleep 20 & echo started' });
      assert.equal(said['stdout'], 'started\n', JSON.stringify(said));
    },
  ));

test('approved SQL runs in one transaction and gives its rows; a failing one is rolled back', () =>
  mcpScene(
    () => 'approve',
    async ({ root, call }) => {
      const file = path.join(root, 'shop.db');
      const ask = (text: string) => execFileSync('sqlite3', [file, text], { encoding: 'utf8' });
      ask("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO items VALUES (1,'a'),(2,'b')");
      const deleted = await call('run_sql', {
        connection: 'shop.db',
        statement: 'DELETE FROM items WHERE id = 1; SELECT * FROM items',
      });
      assert.equal(deleted.said['result'], 'ran', JSON.stringify(deleted.said));
      assert.equal(deleted.said['rows'], '{"id":2,"name":"b"}\n');
      assert.equal(deleted.said['changed'], 1);
      const failed = await call('run_sql', {
        connection: 'shop.db',
        statement: 'DELETE FROM items; SELECT * FROM nil',
      });
      assert.equal(failed.isError, true);
      assert.equal(failed.said['result'], 'failed');
      assert.match(String(failed.said['message']), /rolled back: no such table: nil/);
      assert.equal(ask('SELECT count(*) FROM items'), '1\n');
      const other = await call('run_sql', { connection: 'oracle://db/shop', statement: 'SELECT 1' });
      assert.match(String(other.said['message']), /is no SQLite file/);
    },
    { KEYTURN_NODE: editorNode },
  ));
