import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openProduct } from '../../../src/app/keyturn.ts';
import type { Product } from '../../../src/app/product.ts';
import { gatePaths } from '../../../src/gate/paths.ts';
import { keyturn, startKeyturn, type Ended } from '../../support/keyturn.ts';
import { approve } from '../../support/person.ts';
import { openGround } from '../../support/product.ts';
import { callSocket } from '../../../src/cli/client/http.ts';

interface Scene {
  readonly root: string;
  readonly place: string;
  readonly product: Product;
  run(args: readonly string[], input?: string): Promise<Ended>;
  /** Files `touch marker` as any script could, without waiting. */
  file(action?: Readonly<Record<string, unknown>>): Promise<{ readonly id: string; readonly token: string }>;
}

async function scene(act: (scene: Scene) => Promise<void>): Promise<void> {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  const { root, place } = ground;
  try {
    await act({
      root,
      place,
      product,
      run: (args, input) => keyturn(args, { place, cwd: root, ...(input === undefined ? {} : { input }) }),
      async file(action = { kind: 'shell', command: 'touch marker', shell: 'bash', cwd: root }) {
        const body = JSON.stringify({ version: 1, runner: { name: 'script', pid: process.pid }, action });
        const socket = product.folders()[0]?.gate.socket ?? '';
        const reply = await callSocket(
          socket,
          { method: 'POST', path: '/v1/intents', body },
          AbortSignal.timeout(5000),
        );
        assert.ok(reply.reply === 'answer' && reply.status < 203, JSON.stringify(reply));
        return JSON.parse(reply.body) as { id: string; token: string };
      },
    });
  } finally {
    await product.close();
    await ground.remove();
  }
}

test('wait: 3 while undecided, 0 once for an approval, 1 for a second time and for a deny', () =>
  scene(async ({ product, run, file }) => {
    const review = product.folders()[0]?.review;
    assert.ok(review !== undefined);
    const { id, token } = await file();
    assert.equal((await run(['wait', id, '--timeout', '0'])).code, 3);
    await approve(review, id);
    const first = await run(['wait', id, '--token', token]);
    assert.deepEqual([first.code, first.out], [0, 'approved\n'], first.error);
    const again = await run(['wait', id, '--token', token]);
    assert.equal(again.code, 1, 'a grant is good for one use');
    assert.match(again.error, /could not be used \(409\)/);
    const other = await file();
    await review.deny(other.id, 'no');
    assert.equal((await run(['wait', other.id, '--token', other.token])).code, 1);
    assert.equal((await run(['wait', '01ARZ3NDEKTSV4RRFFQ69G5FAV'])).code, 1);
    assert.equal((await run(['wait', '../../etc'])).code, 2);
  }));

test('wait: a file that was laid down this moment is waited for, and one that is refused says why at once', () =>
  scene(async ({ root, run }) => {
    const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    mkdirSync(path.join(root, '.keyturn', 'intents'), { recursive: true });
    writeFileSync(path.join(root, '.keyturn', 'intents', `${id}.json`), '{"version":1,"runner":{"name":"x"}}');
    const ended = await run(['wait', id]);
    assert.equal(ended.code, 1);
    assert.match(ended.error, /did not take it \(4\d\d\).*action/);
  }));

test('exec runs what was approved, once, and only for the one who filed it', () =>
  scene(async ({ root, product, run, file }) => {
    const review = product.folders()[0]?.review;
    assert.ok(review !== undefined);
    const { id, token } = await file();
    await approve(review, id);
    const stranger = await run(['exec', id, '--token', 'x'.repeat(32)]);
    assert.equal(stranger.code, 120, stranger.error);
    assert.equal(existsSync(path.join(root, 'marker')), false);
    const ended = await run(['exec', id, '--token', token]);
    assert.equal(ended.code, 0, ended.error);
    assert.equal(existsSync(path.join(root, 'marker')), true);
    assert.deepEqual(review.get(id)?.outcome, { exitCode: 0, sealed: true });
    assert.equal((await run(['exec', id, '--token', token])).code, 120, 'a grant is good for one use');
  }));

test('the id alone is enough for the person’s own client, by a key that only the person can read', () =>
  scene(async ({ root, place, product, run, file }) => {
    const review = product.folders()[0]?.review;
    assert.ok(review !== undefined);
    const key = gatePaths(place, root).key;
    assert.equal(statSync(key).mode & 0o777, 0o600);
    const first = await file();
    await approve(review, first.id);
    const ended = await run(['exec', first.id]);
    assert.equal(ended.code, 0, ended.error);
    assert.equal(existsSync(path.join(root, 'marker')), true);
    assert.deepEqual(review.get(first.id)?.outcome, { exitCode: 0, sealed: true });
    const second = await file();
    await approve(review, second.id);
    assert.equal((await run(['wait', second.id])).out, 'approved\n');
    const third = await file();
    await approve(review, third.id);
    chmodSync(key, 0o644);
    writeFileSync(key, 'x'.repeat(43));
    const other = await run(['exec', third.id]);
    assert.deepEqual(
      [other.code, /token is not the one .*run\. Nothing ran\. Run/.test(other.error)],
      [120, true],
      other.error,
    );
    await product.close();
    assert.equal(existsSync(key), false, 'the key outlived its window');
  }));

test('exec runs the shell that the action names, and refuses what it cannot run as it was approved', () =>
  scene(async ({ root, place, product, run, file }) => {
    const review = product.folders()[0]?.review;
    assert.ok(review !== undefined);
    const approved = async (action: Readonly<Record<string, unknown>>) => {
      const { id, token } = await file({ kind: 'shell', cwd: root, ...action });
      if (review.get(id)?.state === 'held') await approve(review, id);
      return ['exec', id, '--token', token];
    };
    const sh = await run(await approved({ shell: 'sh', command: 'readlink /proc/$$/exe > sh.txt; rm -f x' }));
    assert.equal(sh.code, 0, sh.error);
    assert.equal(readFileSync(path.join(root, 'sh.txt'), 'utf8').trim(), realpathSync('/bin/sh'));
    // A zsh of our own, since not every machine has one: what counts is who is started, and with what.
    const bin = path.join(place, 'programs');
    mkdirSync(bin, { mode: 0o700 });
    writeFileSync(path.join(bin, 'zsh'), '#!/bin/sh\nprintf "%s|" "$@"\n', { mode: 0o755 });
    const zsh = await approved({ shell: 'zsh', command: 'rm -f x' });
    const environment = { PATH: `${bin}:/usr/bin:/bin` };
    assert.equal((await keyturn(zsh, { place, cwd: root, environment })).out, '-f|-c|--|rm -f x|');
    const cmd = await run(await approved({ shell: 'cmd', command: 'del /q x' }));
    assert.deepEqual([cmd.code, /text of cmd/.test(cmd.error)], [120, true], cmd.error);
    // The system takes no word of this length: what was approved ends with an outcome all the same.
    const long = await approved({ command: `touch long.txt; : ${'x'.repeat(200_000)}` });
    const ended = await run(long);
    assert.equal(ended.code, 126, ended.error);
    assert.match(ended.error, /E2BIG/);
    assert.equal(review.get(long[1] ?? '')?.outcome?.exitCode, 126);
    for (const name of ['LD_PRELOAD', 'BASH_ENV', 'NODE_OPTIONS', 'PATH', 'GIT_SSH_COMMAND', 'HTTPS_PROXY']) {
      const ended = await run(await approved({ command: 'touch hijacked', environment: { [name]: '/x' } }));
      assert.equal(ended.code, 120, `${name}: ${ended.error}`);
      assert.ok(ended.error.includes(name), ended.error);
    }
    assert.equal(existsSync(path.join(root, 'hijacked')), false);
  }));

test('verify: 0 for a whole record, 1 and the line for a changed one', () =>
  scene(async ({ place, product, run, file }) => {
    const { id } = await file();
    await product.folders()[0]?.review.deny(id);
    const whole = await run(['verify']);
    assert.equal(whole.code, 0, whole.out + whole.error);
    await product.close();
    const folder = path.join(place, 'record');
    const [name = ''] = readdirSync(folder);
    const segment = readdirSync(path.join(folder, name)).find((file) => file.endsWith('.jsonl')) ?? '';
    const file2 = path.join(folder, name, segment);
    const [line = ''] = readFileSync(file2, 'utf8').split('\n');
    appendFileSync(file2, `${line}\n`);
    const broken = await run(['verify']);
    assert.equal(broken.code, 1, broken.out);
    assert.match(broken.out, /NOT whole[\s\S]*\.jsonl:\d+: /);
  }));

test('status and doctor say what is open and what does not protect', () =>
  scene(async ({ root, place, product, run, file }) => {
    const open = await run(['status']);
    assert.equal(open.code, 0, open.error);
    assert.ok(open.out.includes(root));
    assert.match(open.out, /Nothing waits\./);
    await file();
    assert.match((await run(['status'])).out, /1 action waits for a person\./);
    const absent = await run(['doctor']);
    assert.deepEqual(
      [absent.code, /good {2}Claude Code is not installed here/.test(absent.out)],
      [0, true],
      absent.out,
    );
    assert.match(absent.out, /seat belt: agents run as you/);
    const bin = path.join(place, 'programs');
    mkdirSync(bin, { mode: 0o700 });
    writeFileSync(path.join(bin, 'claude'), '#!/bin/sh\necho 2.1.330\n', { mode: 0o755 });
    const doctor = await keyturn(['doctor'], { place, cwd: root, environment: { PATH: `${bin}:/usr/bin:/bin` } });
    assert.equal(doctor.code, 1, 'an agent that is there and not connected is to be mended');
    assert.match(doctor.out, /MEND {2}Claude Code is not connected here: .*Connect an Agent/);
    await product.stop();
    assert.match((await run(['doctor'])).out, /MEND {2}Everything is stopped.*Resume/);
    assert.match((await run(['status'])).out, /Stopped: it refuses everything/);
    chmodSync(path.join(place, 'key.pub'), 0o666);
    assert.match((await run(['doctor'])).out, /MEND .*key\.pub is missing, or others may write to it/);
    await product.close();
    assert.equal((await run(['status'])).code, 1);
    assert.match((await run(['doctor'])).out, /MEND {2}No window is open/);
  }));

test('hook: denies what it cannot answer, and has no opinion where Keyturn was never opened', () =>
  scene(async ({ root, place, product, run }) => {
    const body = (cwd: string) =>
      JSON.stringify({
        ...(JSON.parse(readFileSync('test/fixtures/agents/claude-PreToolUse.json', 'utf8')) as object),
        cwd,
      });
    const hook = (input: string) => run(['hook', 'claude-code', 'PreToolUse', '--place', place], input);
    const unreadable = await hook('not json');
    assert.match(unreadable.out, /"permissionDecision":"deny"/);
    const outside = await hook(body('/'));
    assert.deepEqual([outside.code, outside.out], [0, '']);
    const review = product.folders()[0]?.review;
    const end = review?.subscribe(() => {
      for (const { id } of review.held()) void review.deny(id, 'not like this');
    });
    const denied = await hook(body(root));
    end?.();
    assert.match(denied.out, /"permissionDecision":"deny".*not like this/);
    const elsewhere = { place: path.join(root, 'other'), cwd: root, input: 'not json' };
    const { child, ended } = startKeyturn(['hook', 'claude-code', 'PreToolUse', '--place', place], elsewhere);
    child.stdout?.destroy();
    assert.equal((await ended).code, 2, 'a deny that nobody reads must not end as if all were well');
    await product.close();
    assert.match((await hook(body(root))).out, /"permissionDecision":"deny".*No VS Code window/);
    assert.equal((await run(['hook', 'nobody', 'PreToolUse'], '{}')).code, 2);
  }));
