import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Hold } from '../../../src/review/hold.ts';
import { levelOf } from '../../../src/review/shown.ts';
import type { Verdict } from '../../support/person.ts';
import { scene, type Scene } from '../../support/runScene.ts';

interface Stage extends Scene {
  /** Folder of the shims. */
  readonly shims: string;
  /** Starts a program by its name, as an agent's shell does. */
  call(
    name: string,
    args: readonly string[],
    more?: { readonly input?: string; readonly cwd?: string; readonly path?: string },
  ): Promise<Ended>;
}

interface Ended {
  readonly code: number | null;
  readonly error: string;
}

/** A project with shims on PATH, before programs that write down what they got. */
async function stage(verdict: (hold: Hold) => Verdict, act: (stage: Stage) => Promise<void>): Promise<void> {
  await scene(verdict, async (base) => {
    const beside = path.dirname(base.root);
    const shims = path.join(beside, "it's shims");
    const real = path.join(beside, 'real');
    mkdirSync(real);
    for (const name of ['psql', 'kubectl'])
      writeFileSync(
        path.join(real, name),
        `#!/bin/sh\nprintf '%s|' "$@" >${path.join(beside, 'args')}\ncat >${path.join(beside, 'input')}\nexit 3\n`,
        { mode: 0o755 },
      );
    const installed = await base.run(['shims', 'install', '--dir', shims]);
    assert.equal(installed.code, 0, installed.error);
    await act({
      ...base,
      shims,
      call: (
        name,
        args,
        { input, cwd = base.root, path: searched = `relative::${shims}:${real}:/usr/bin:/bin` } = {},
      ) => {
        // `input` undefined: a pipe that nobody ever closes.
        const child = spawn(path.join(shims, name), args, {
          cwd,
          env: { PATH: searched, HOME: beside, KEYTURN_HOME: '/nonexistent' },
        });
        let error = '';
        child.stderr.on('data', (part: Buffer) => (error += part.toString('utf8')));
        child.stdin.on('error', () => undefined);
        if (input !== undefined) child.stdin.end(input);
        return new Promise((resolve) => child.on('exit', (code) => resolve({ code, error })));
      },
    });
  });
}

const beside = ({ root }: Scene, name: string): string => path.join(path.dirname(root), name);

test('an approved call runs the real program with the same words, and its exit code comes back', () =>
  stage(
    () => 'approve',
    async (at) => {
      const words = ['-d', 'shop', '-c', "DELETE FROM orders WHERE note = 'a  b'", '*'];
      const { code, error } = await at.call('psql', words);
      assert.equal(code, 3, error);
      assert.equal(readFileSync(beside(at, 'args'), 'utf8'), `${words.join('|')}|`);
      const [hold] = at.review.today();
      assert.ok(hold !== undefined);
      assert.deepEqual(hold.intent.action, {
        kind: 'shell',
        argv: ['psql', ...words],
        cwd: at.root,
      });
      assert.deepEqual(hold.outcome, { exitCode: 3, sealed: true });
      assert.match(
        JSON.stringify(hold.judgement.reading.effects),
        /sql\.delete/,
        'the SQL behind the shim must be read',
      );
    },
  ));

test('a denied call runs nothing, and the note is told', () =>
  stage(
    () => ({ deny: 'not this cluster' }),
    async (at) => {
      const { code, error } = await at.call('kubectl', ['delete', 'namespace', 'shop']);
      assert.equal(code, 120);
      assert.match(error, /not this cluster/);
      assert.equal(existsSync(beside(at, 'args')), false, 'what a person denied must not run');
    },
  ));

test('what is piped in is shown, and is what the program gets; where none is read, an open pipe keeps nothing waiting', () =>
  stage(
    () => 'approve',
    async (at) => {
      await at.call('psql', ['-d', 'shop'], { input: 'DROP TABLE orders;\n' });
      assert.equal(readFileSync(beside(at, 'input'), 'utf8'), 'DROP TABLE orders;\n');
      const [hold] = at.review.today();
      assert.ok(hold?.intent.action.kind === 'shell' && hold.intent.action.stdin === 'DROP TABLE orders;\n');
      assert.equal(levelOf(hold), 'critical', 'SQL on standard input must be read');
      await at.call('kubectl', ['delete', 'pod', 'web']);
      assert.equal(readFileSync(beside(at, 'input'), 'utf8'), '', 'what nobody saw must not reach the program');
    },
  ));

test('no window, no launcher, no known folder: one sentence, and nothing runs', () =>
  stage(
    () => 'approve',
    async (at) => {
      const outside = await at.call('psql', ['-c', 'SELECT 1'], { cwd: '/' });
      assert.equal(outside.code, 120);
      assert.match(outside.error, /^keyturn: \/ is in no folder that Keyturn knows[^\n]*\n$/);
      await at.close();
      const closed = await at.call('psql', ['-c', 'SELECT 1']);
      assert.equal(closed.code, 120);
      assert.match(closed.error, /^keyturn: No VS Code window[^\n]*\n$/);
      rmSync(path.join(at.place, 'bin', 'keyturn'));
      const gone = await at.call('psql', ['-c', 'SELECT 1']);
      assert.equal(gone.code, 120);
      assert.match(gone.error, /^keyturn: [^\n]* is not there[^\n]*they must delete the shims[^\n]*\n$/);
      assert.equal(existsSync(beside(at, 'args')), false, 'without a person nothing may run');
    },
  ));

test('what is approved is asked about once, though its parts are on PATH as shims', () =>
  stage(
    () => 'approve',
    async (at) => {
      const environment = { PATH: `${at.shims}:${beside(at, 'real')}:/usr/bin:/bin` };
      const { code, error } = await at.run(['run', '--shell', 'bash', '--', 'psql -c "DELETE FROM t WHERE a = 1"'], {
        environment,
      });
      assert.equal(code, 3, error);
      assert.equal(at.review.today().length, 1, 'one command is one card');
      assert.equal(existsSync(beside(at, 'args')), true);
    },
  ));

test("a shim never starts itself, another shim, or a program of the project's; without a real one it says so", () =>
  stage(
    () => 'approve',
    async (at) => {
      const other = beside(at, 'other');
      const planted = path.join(at.root, 'bin');
      for (const folder of [other, planted]) mkdirSync(folder);
      symlinkSync(path.join(at.shims, 'psql'), path.join(other, 'psql'));
      linkSync(path.join(at.shims, 'kubectl'), path.join(other, 'kubectl'));
      writeFileSync(path.join(planted, 'psql'), `#!/bin/sh\ntouch ${beside(at, 'args')}\n`, { mode: 0o755 });
      for (const name of ['psql', 'kubectl']) {
        const { code, error } = await at.call(name, ['-c', 'x'], { path: `${other}:${at.shims}:${planted}` });
        assert.equal(code, 127, error);
        assert.match(error, new RegExp(`There is no ${name} behind Keyturn's shim`));
      }
      assert.equal(existsSync(beside(at, 'args')), false);
    },
  ));

test("uninstalling takes away what Keyturn wrote, and installing spares what is another's", () =>
  stage(
    () => 'approve',
    async ({ shims, run }) => {
      rmSync(path.join(shims, 'mysql'));
      writeFileSync(path.join(shims, 'mysql'), '#!/bin/sh\necho mine\n', { mode: 0o755 });
      const again = await run(['shims', 'install', '--dir', shims]);
      assert.equal(again.code, 1);
      assert.match(again.error, /mysql is there already: shims need a folder of their own/);
      const removed = await run(['shims', 'uninstall', '--dir', shims]);
      assert.match(removed.out, /psql, sqlite3, terraform, kubectl/, removed.error);
      assert.equal(existsSync(path.join(shims, 'psql')), false);
      assert.equal(readFileSync(path.join(shims, 'mysql'), 'utf8'), '#!/bin/sh\necho mine\n');
      assert.equal((await run(['shims', 'install', '--dir', shims, 'bash'])).code, 2, 'bash has no shim');
      rmSync(path.join(shims, 'mysql'));
      const some = await run(['shims', 'install', '--dir', shims, 'psql']);
      assert.match(some.out, /Not covered: /, some.error);
      assert.deepEqual([existsSync(path.join(shims, 'psql')), existsSync(path.join(shims, 'kubectl'))], [true, false]);
    },
  ));
