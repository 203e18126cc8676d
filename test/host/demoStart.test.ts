import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { start } from '../setup/process.mjs';

interface Demo {
  readonly said: () => string;
  readonly pid: number;
  readonly ended: Promise<number>;
}

/** Starts `npm start -- WORDS` with a temporary folder of its own, so that leftovers can be seen. */
function startDemo(words: readonly string[], scratch: string): Demo {
  const child = start(process.execPath, ['test/demo/start.mjs', ...words], {
    env: { ...process.env, TMPDIR: scratch },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number>((done) =>
    child.once('close', (code, signal) => done(code ?? (signal === null ? 0 : -1))),
  );
  return { said: () => said, pid: child.pid ?? -1, ended };
}

/** Command lines of living processes that name the folder. */
const livingIn = (folder: string): readonly string[] =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(folder));

async function assertNothingLeft(scratch: string): Promise<void> {
  const demos = (await readdir(scratch)).filter((name) => name.startsWith('keyturn-demo-'));
  assert.deepEqual(demos, [], 'the demo must remove its folder');
  for (let left = 20; left > 0 && livingIn(scratch).length > 0; left -= 1) await pause(100);
  assert.deepEqual(livingIn(scratch), [], 'these processes outlived the demo');
}

test('npm start -- --headless-check ends with 0 once the queue shows the first held action, and leaves nothing', async (t) => {
  const scratch = await mkdtemp(path.join(tmpdir(), 'd-'));
  t.after(() => rm(scratch, { recursive: true, force: true }));
  const demo = startDemo(['--headless-check'], scratch);
  assert.equal(await demo.ended, 0, demo.said());
  assert.match(demo.said(), /the queue shows the first held action/);
  await assertNothingLeft(scratch);
});

test('Ctrl-C ends every process of the demo and leaves nothing', async (t) => {
  const scratch = await mkdtemp(path.join(tmpdir(), 'd-'));
  t.after(() => rm(scratch, { recursive: true, force: true }));
  const demo = startDemo(['--browser'], scratch);
  const address = /http:\/\/127\.0\.0\.1:\d+\/\?tkn=\w+&folder=\S+/;
  for (let left = 600; left > 0 && !address.test(demo.said()); left -= 1) await pause(100);
  const url = new URL(address.exec(demo.said())?.[0] ?? assert.fail(`no address was printed:\n${demo.said()}`));
  assert.ok(existsSync(url.searchParams.get('folder') ?? ''), 'the shop is there while the demo runs');
  url.searchParams.delete('tkn');
  assert.equal((await fetch(url)).status, 403, 'without the token in the address the server must not answer');
  process.kill(demo.pid, 'SIGINT');
  assert.equal(await demo.ended, 130, demo.said());
  await assertNothingLeft(scratch);
});
