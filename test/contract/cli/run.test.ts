import assert from 'node:assert/strict';
import { existsSync, renameSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { seatPerson } from '../../support/person.ts';
import { heldId, scene } from '../../support/runScene.ts';

test('an approved command runs word by word, without a shell, and its exit code comes back', () =>
  scene(
    () => 'approve',
    async ({ root, run, review }) => {
      const words = ['sh', '-c', 'printf "%s|" "$@" > out.txt; exit 7', 'sh', 'a b', '$HOME', '*', "it's"];
      const ended = await run(['run', '--', ...words]);
      assert.equal(ended.code, 7, ended.error);
      assert.equal(readFileSync(path.join(root, 'out.txt'), 'utf8'), "a b|$HOME|*|it's|");
      const [hold] = review.today();
      assert.deepEqual(hold?.outcome, { exitCode: 7, sealed: true }, 'the outcome must be reported as sealed');
      assert.equal(hold?.execution, 'finished');
    },
  ));

test('a denied command does not run, and its note is told', () =>
  scene(
    () => ({ deny: 'use the archive\u202e\u001b[2J instead' }),
    async ({ root, run }) => {
      const ended = await run(['run', '--', 'touch', 'marker']);
      assert.equal(ended.code, 120, ended.error);
      assert.match(ended.error, /Denied/);
      assert.match(
        ended.error,
        /use the archive⟨U\+202E RLO⟩⟨U\+001B ESC⟩\[2J instead/,
        'the note must come without its control characters',
      );
      assert.equal(existsSync(path.join(root, 'marker')), false, 'a denied command must not run');
    },
  ));

test('bash text runs as it stands, without start-up files', () =>
  scene(
    () => 'approve',
    async ({ root, run }) => {
      writeFileSync(path.join(root, 'evil.sh'), 'echo evil; exit 0\n');
      const text = 'for i in 1 2; do echo "n$i" >> out.txt; done; kill -TERM $$';
      const ended = await run(['run', '--shell', 'bash', '--', text], {
        environment: { BASH_ENV: path.join(root, 'evil.sh'), 'BASH_FUNC_echo%%': '() { builtin echo evil; }' },
      });
      assert.equal(ended.code, 128 + 15, ended.error);
      assert.equal(readFileSync(path.join(root, 'out.txt'), 'utf8'), 'n1\nn2\n');
      assert.doesNotMatch(ended.out, /evil/);
    },
  ));

test('a text that begins with a dash is a text, not an option of bash', () =>
  scene(
    () => 'approve',
    async ({ run }) => {
      const ended = await run(['run', '--shell', 'bash', '--', '-s']);
      assert.equal(ended.code, 127, ended.error);
      assert.match(ended.error, /-s: command not found/);
    },
  ));

test('what could put other code into the command does not reach it; what names its target is shown and does', () =>
  scene(
    () => 'approve',
    async ({ root, run, review }) => {
      const own = path.join(root, 'bin');
      mkdirSync(own);
      writeFileSync(path.join(own, 'env'), '#!/bin/sh\necho hijacked\n', { mode: 0o755 });
      const ended = await run(['run', '--', 'env'], {
        environment: {
          PATH: `${own}:relative::/usr/bin:/bin`,
          LD_PRELOAD: '/nonexistent.so',
          NODE_OPTIONS: '--no-warnings',
          GIT_SSH_COMMAND: 'evil',
          HTTPS_PROXY: 'http://evil',
          OTHER: 'x',
          HOME: own,
          PGHOST: 'db.example',
        },
      });
      assert.equal(ended.code, 0, ended.error);
      const lines = ended.out.trim().split('\n');
      const names = lines.map((line) => line.split('=', 1)[0]).sort();
      assert.deepEqual(names, ['HOME', 'PATH', 'PGHOST', 'PWD']);
      assert.ok(
        lines.includes('PATH=/usr/bin:/bin'),
        `the workspace and relative folders must leave PATH: ${ended.out}`,
      );
      assert.ok(lines.includes(`HOME=${userInfo().homedir}`), `start-up files lie in the home folder: ${ended.out}`);
      const action = review.today()[0]?.intent.action;
      assert.deepEqual(action?.kind === 'shell' && action.environment, { PGHOST: 'db.example' });
    },
  ));

test('standard input is closed, and with --stdin it is shown whole and passed on', () =>
  scene(
    () => 'approve',
    async ({ run, review }) => {
      const closed = await run(['run', '--', 'cat'], { input: 'not for it' });
      assert.deepEqual([closed.code, closed.out], [0, ''], closed.error);
      const given = await run(['run', '--stdin', '--', 'tee', 'copy.txt'], { input: 'zwei\nüber' });
      assert.deepEqual([given.code, given.out], [0, 'zwei\nüber'], given.error);
      const action = review
        .today()
        .find(({ intent }) => intent.action.kind === 'shell' && intent.action.stdin !== undefined);
      assert.ok(action, 'the standard input must be part of the action');
      const bad = await run(['run', '--stdin', '--', 'cat'], { input: '' });
      assert.equal(bad.code, 0);
    },
  ));

test('a folder that was swapped after the approval is refused', () =>
  scene(
    () => 'leave',
    async ({ root, start, review }) => {
      const folder = path.join(root, 'work');
      mkdirSync(folder);
      mkdirSync(path.join(root, 'elsewhere'));
      const run = start(['run', '--', 'touch', 'marker'], { cwd: folder });
      const id = await heldId(review);
      renameSync(folder, path.join(root, 'was'));
      symlinkSync(path.join(root, 'elsewhere'), folder);
      seatPerson(review, (hold) => (hold.id === id ? 'approve' : 'leave'));
      const ended = await run.ended;
      assert.equal(ended.code, 120, ended.error);
      assert.match(ended.error, /not what was approved/);
      for (const place of ['was', 'elsewhere']) {
        assert.equal(existsSync(path.join(root, place, 'marker')), false, `nothing may run in ${place}`);
      }
    },
  ));

test('Ctrl-C takes a waiting command back at once', () =>
  scene(
    () => 'leave',
    async ({ root, start, review }) => {
      const run = start(['run', '--', 'touch', 'marker']);
      const id = await heldId(review);
      // Past the first answer, which brings the token.
      await sleep(1300);
      run.child.kill('SIGINT');
      const ended = await run.ended;
      assert.equal(ended.code, 120, ended.error);
      assert.match(ended.error, /Taken back/);
      assert.equal(review.get(id)?.state, 'withdrawn');
      assert.equal(existsSync(path.join(root, 'marker')), false);
    },
  ));

test('a killed runner leaves no hold behind', () =>
  scene(
    () => 'leave',
    async ({ start, review }) => {
      const run = start(['run', '--', 'touch', 'marker']);
      const id = await heldId(review);
      run.child.kill('SIGKILL');
      await run.ended;
      for (let tries = 0; review.get(id)?.state === 'held' && tries < 100; tries++) await sleep(100);
      assert.equal(review.get(id)?.state, 'withdrawn', 'a hold whose runner is gone must be withdrawn');
    },
  ));

test('without a window nothing runs, and it is said what to open', () =>
  scene(
    () => 'approve',
    async ({ root, run, close }) => {
      await close();
      const ended = await run(['run', '--', 'touch', 'marker']);
      assert.equal(ended.code, 120, ended.error);
      assert.ok(ended.error.includes(root), ended.error);
      assert.match(ended.error, /VS Code/);
      const outside = await run(['run', '--', 'true'], { cwd: '/' });
      assert.equal(outside.code, 120, outside.error);
      assert.match(outside.error, /no folder that Keyturn knows/);
      assert.equal(existsSync(path.join(root, 'marker')), false);
    },
  ));

test('another public key makes every approval void', () =>
  scene(
    () => 'approve',
    async ({ place, root, run }) => {
      const key = path.join(place, 'key.pub');
      const other =
        '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n';
      writeFileSync(key, other);
      const ended = await run(['run', '--', 'touch', 'marker']);
      assert.equal(ended.code, 120, ended.error);
      assert.match(ended.error, /signature/);
      assert.equal(existsSync(path.join(root, 'marker')), false);
    },
  ));

test('a program that is not there is 127, and an unclear call is a usage error that asks nobody', () =>
  scene(
    () => 'approve',
    async ({ run, review }) => {
      const missing = await run(['run', '--', 'no-such-program-at-all']);
      assert.equal(missing.code, 127, missing.error);
      const before = review.today().length;
      for (const args of [
        ['run'],
        ['run', '--'],
        ['run', 'ls'],
        ['run', '--shell', 'bash', '--', 'a', 'b'],
        ['run', '--shell', 'fish', '--', 'a'],
      ]) {
        const ended = await run(args);
        assert.equal(ended.code, 2, `${args.join(' ')}: ${ended.error}`);
      }
      assert.equal(review.today().length, before, 'a usage error must not file anything');
    },
  ));
