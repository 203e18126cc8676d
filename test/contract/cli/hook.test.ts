import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_OPINION } from '../../../src/agents/agent.ts';
import { claudeCode } from '../../../src/agents/claudeCode.ts';
import { installHook, installLauncher } from '../../../src/app/launcher.ts';
import { until } from '../../support/http.ts';

interface Scene {
  readonly place: string;
  readonly script: string;
  /** What the scripted server answers; undefined: never. */
  answer: string | undefined;
  status: number;
  readonly asked: { url: string; pid: string; body: string }[];
  listen(): Promise<void>;
  run(event: string, input?: string): ReturnType<typeof start>;
}

function start(file: string, args: readonly string[], input: string) {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: '/nowhere' } });
  let out = '';
  let error = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString('utf8')));
  child.stderr.on('data', (part: Buffer) => (error += part.toString('utf8')));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<{ code: number | null; out: string; error: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, out, error }));
  });
  return { child, ended };
}

/** An installed hook in a folder whose name needs quoting, and a scripted server in place of the gate. */
async function scene(act: (scene: Scene) => Promise<void>): Promise<void> {
  const base = await realpath(await mkdtemp(path.join(tmpdir(), "kt it's $x-")));
  const place = path.join(base, 'place');
  const socket = path.join(base, 'gate.sock');
  const script = await installHook({ place, agent: claudeCode, root: base, home: base, socket, dist: '/nowhere' });
  const made: Scene = {
    place,
    script,
    answer: NO_OPINION,
    status: 200,
    asked: [],
    listen: () => new Promise((resolve) => server.listen(socket, resolve)),
    run: (event, input = '{}') => start(script, [event], input),
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString('utf8')));
    request.on('end', () => {
      made.asked.push({ url: request.url ?? '', pid: String(request.headers['keyturn-pid']), body });
      if (made.answer !== undefined) response.writeHead(made.status).end(made.answer);
    });
  });
  try {
    await act(made);
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(base, { recursive: true, force: true });
  }
}

function reasonOf(out: string): string {
  const answer = JSON.parse(out) as { hookSpecificOutput: Record<string, string> };
  assert.equal(answer.hookSpecificOutput['permissionDecision'], 'deny', out);
  return answer.hookSpecificOutput['permissionDecisionReason'] ?? '';
}

test('only the one body that says so is "no opinion"; an answer in its frame goes out whole, in one line', () =>
  scene(async (scene) => {
    await scene.listen();
    const body = JSON.stringify({ command: 'x'.repeat(300_000) });
    const run = scene.run('PreToolUse', body);
    assert.deepEqual(await run.ended, { code: 0, out: '', error: '' });
    assert.deepEqual(scene.asked, [{ url: '/v1/hooks/claude-code/PreToolUse', pid: String(run.child.pid), body }]);
    scene.answer = claudeCode.answer('PreToolUse', { decision: 'deny', reason: 'it\'s "no" \\n %s ü $(x)' });
    assert.deepEqual(await scene.run('PreToolUse').ended, { code: 0, out: `${scene.answer}\n`, error: '' });
    // The script does not wait for its own clearing up: the agent would.
    await until('no answer left lying', () =>
      readdirSync(path.join(scene.place, 'hooks', 'answers')).length === 0 ? true : undefined,
    );
  }));

test('whatever else comes back is a deny that says what to do and what to remove', () =>
  scene(async (scene) => {
    await scene.listen();
    const [start = ''] = claudeCode.answerFrames[0] ?? [];
    for (const [status, answer] of [
      [200, ''],
      [200, 'welcome'],
      [200, '{}'],
      [200, `${NO_OPINION} `],
      [200, start],
      [200, `banner\n${NO_OPINION}`],
      [500, NO_OPINION],
      [204, ''],
    ] as const) {
      scene.status = status;
      scene.answer = answer;
      const { code, out } = await scene.run('PreToolUse').ended;
      assert.equal(code, 0);
      assert.match(
        reasonOf(out),
        /gave no answer.*delete the entries with .*claude-code-[0-9a-f]{16}\.sh from .*settings\.local\.json/,
      );
    }
  }));

test('without a socket, or with a dead one, it denies; a folder or file in its place too', () =>
  scene(async (scene) => {
    const none = await scene.run('PreToolUse').ended;
    assert.match(reasonOf(none.out), /no VS Code window.*open .* in VS Code/);
    writeFileSync(path.join(path.dirname(scene.place), 'gate.sock'), '');
    assert.match(reasonOf((await scene.run('PreToolUse').ended).out), /no VS Code window/);
  }));

test('ended while it waits: it denies, its request ends with it, and nothing is left', () =>
  scene(async (scene) => {
    await scene.listen();
    scene.answer = undefined;
    const run = scene.run('PreToolUse');
    while (scene.asked.length === 0) await sleep(10);
    run.child.kill('SIGTERM');
    const { code, out } = await run.ended;
    assert.equal(code, 0);
    assert.match(reasonOf(out), /ended before anybody decided/);
    assert.deepEqual(readdirSync(path.join(scene.place, 'hooks', 'answers')), []);
  }));

test('when nobody reads its answer any more it fails loudly; a call it does not know is denied by status 2', () =>
  scene(async (scene) => {
    const shell = `exec 3>&1; '${scene.script.replaceAll("'", "'\\''")}' PreToolUse >/dev/full 2>&3 </dev/null; echo "code $?"`;
    const full = spawnSync('/bin/sh', ['-c', shell], { encoding: 'utf8' });
    assert.match(full.stdout, /Nothing ran\.\ncode 2/);
    const unknown = await scene.run('Elsewhere').ended;
    assert.equal(unknown.code, 2);
    assert.match(unknown.error, /names no event/);
  }));

test('an outcome that cannot be reported is said, and stops nothing', () =>
  scene(async (scene) => {
    const ended = await scene.run('PostToolUse').ended;
    assert.deepEqual([ended.code, ended.out], [1, '']);
    assert.match(ended.error, /could not be reported/);
  }));

test('the files are private, whole, and never written through a link', () =>
  scene(async (scene) => {
    assert.equal(statSync(scene.script).mode & 0o777, 0o700);
    assert.equal(statSync(path.dirname(scene.script)).mode & 0o777, 0o700);
    const options = { place: scene.place, editorNode: process.execPath, dist: '/nowhere' };
    const launcher = await installLauncher(options);
    const gone = spawnSync(launcher, ['status'], { encoding: 'utf8' });
    assert.equal(gone.status, 120, 'a launcher whose extension is gone must not look like a success');
    assert.match(gone.stderr, /Nothing ran/);
    const elsewhere = path.join(scene.place, 'elsewhere');
    mkdirSync(elsewhere);
    await rm(path.join(scene.place, 'bin'), { recursive: true });
    symlinkSync(elsewhere, path.join(scene.place, 'bin'));
    await assert.rejects(installLauncher(options), /not a folder of yours/);
    assert.deepEqual(readdirSync(elsewhere), []);
    assert.match(readFileSync(scene.script, 'utf8'), /^#!\/usr\/bin\/env -S -i \/bin\/sh\n/);
  }));

test('through the launcher, where there is no curl, the answer is the same', () =>
  scene(async (scene) => {
    await scene.listen();
    await installLauncher({ place: scene.place, editorNode: process.execPath, dist: path.resolve('dist') });
    const text = readFileSync(scene.script, 'utf8').replace('[ -x /usr/bin/curl ]', '[ -x /nowhere/curl ]');
    writeFileSync(scene.script, text);
    assert.deepEqual(await scene.run('PreToolUse').ended, { code: 0, out: '', error: '' });
    scene.status = 500;
    assert.match(reasonOf((await scene.run('PreToolUse').ended).out), /gave no answer/);
  }));
