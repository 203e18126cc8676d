import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { start } from '../setup/process.mjs';

/** `npm start` as a process, with a temporary folder of its own, so that leftovers can be seen. */
export interface Demo {
  readonly said: () => string;
  /** Resolves with the first match of what it says. */
  readonly says: (words: RegExp) => Promise<RegExpExecArray>;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<number>;
  /** Fails when a file of its own or a process outlived it. */
  readonly leftNothing: () => Promise<void>;
}

/** Command lines of living processes that name the folder. */
const livingIn = (folder: string): readonly string[] =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(folder));

export interface DemoPlace {
  /** The checkout that it is started in; this one when absent. */
  readonly clone?: string;
  /** A folder of programs that come before all others. */
  readonly programs?: string;
}

export async function startDemo(
  t: TestContext,
  words: readonly string[],
  { clone = process.cwd(), programs }: DemoPlace = {},
): Promise<Demo> {
  const scratch = await realpath(await mkdtemp(path.join(tmpdir(), 'd-')));
  t.after(() => rm(scratch, { recursive: true, force: true }));
  const home = await mkdtemp(path.join(tmpdir(), 'h-'));
  t.after(() => rm(home, { recursive: true, force: true }));
  // What is installed once for all stays where it is.
  const cache = process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  const child = start(process.execPath, ['test/demo/start.mjs', ...words], {
    cwd: clone,
    env: {
      ...process.env,
      TMPDIR: scratch,
      HOME: home,
      XDG_CACHE_HOME: cache,
      ...(programs === undefined ? {} : { PATH: `${programs}:${process.env['PATH'] ?? ''}` }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number>((done) =>
    child.once('close', (code, signal) => done(code ?? (signal === null ? 0 : -1))),
  );
  return {
    said: () => said,
    says: async (pattern) => {
      for (let left = 600; left > 0; left -= 1) {
        const found = pattern.exec(said);
        if (found !== null) return found;
        await pause(100);
      }
      throw new Error(`it did not say ${String(pattern)} in 60 s:\n${said}`);
    },
    signal: (name) => process.kill(child.pid ?? -1, name),
    ended,
    leftNothing: async () => {
      const places = clone === process.cwd() ? [scratch] : [scratch, clone];
      const living = (): readonly string[] => places.flatMap(livingIn);
      for (let left = 20; left > 0 && living().length > 0; left -= 1) await pause(100);
      assert.deepEqual(living(), [], 'these processes outlived the demo');
      assert.deepEqual(await readdir(scratch), [], 'the demo must remove what it made');
      const kept = (await readdir(home)).filter((name) => name !== '.npm');
      assert.deepEqual(kept, [], "npm keeps its cache in the person's home; nobody else leaves anything there");
    },
  };
}

/** This checkout's files as git has them, elsewhere: nothing is installed and nothing is built there. */
export async function cleanClone(t: TestContext): Promise<string> {
  const clone = await realpath(await mkdtemp(path.join(tmpdir(), 'clone-')));
  t.after(() => rm(clone, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  execFileSync('sh', ['-c', 'git ls-files -z | xargs -0 cp --parents -t "$1"', 'sh', clone]);
  return clone;
}
