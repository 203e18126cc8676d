import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { ensurePinned, pinnedPlace } from '../../setup/pinned.mjs';

let base: string;
let cacheBefore: string | undefined;

const manifest = { name: 'empty', version: '1.0.0' };

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'pinned-'));
  cacheBefore = process.env['XDG_CACHE_HOME'];
  process.env['XDG_CACHE_HOME'] = path.join(base, 'cache');
  await writeFile(path.join(base, 'package.json'), JSON.stringify(manifest));
  const lock = { ...manifest, lockfileVersion: 3, requires: true, packages: { '': manifest } };
  await writeFile(path.join(base, 'package-lock.json'), JSON.stringify(lock));
});

afterEach(async () => {
  if (cacheBefore === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = cacheBefore;
  await rm(base, { recursive: true, force: true });
});

test('two runs at once install a set once, and both get its place', async () => {
  let finished = 0;
  const set = { name: 'empty', pins: base, finish: async () => void (finished += 1) };
  const places = await Promise.all([ensurePinned(set), ensurePinned(set)]);
  assert.equal(places[0], places[1]);
  assert.equal(finished, 1, 'the second run must wait for the first and take what it made');
  assert.ok(!existsSync(`${places[0]}.lock`), 'the lock file must be gone');
});

test('an install that fails leaves nothing that looks ready', async () => {
  const fail = (): Promise<void> => Promise.reject(new Error('broken'));
  await assert.rejects(ensurePinned({ name: 'empty', pins: base, finish: fail }), /broken/);
  assert.ok(!existsSync(pinnedPlace('empty', base)), 'only a whole install may get the name');
});

test('ended half-way, it leaves neither what grew nor its lock', async () => {
  const script = `
    import { ensurePinned } from './test/setup/pinned.mjs';
    const finish = () => new Promise(() => setInterval(() => console.log('growing'), 50));
    await ensurePinned({ name: 'empty', pins: ${JSON.stringify(base)}, finish });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const place = pinnedPlace('empty', base);
  assert.ok(existsSync(`${place}.part`) && existsSync(`${place}.lock`), 'it was ended while it grew');
  child.kill('SIGINT');
  assert.deepEqual(await ended, [130, null]);
  assert.deepEqual(await readdir(path.dirname(place)), [], 'these were left in the cache');
});

test('a lock whose holder died is taken over', async () => {
  const place = pinnedPlace('empty', base);
  await ensurePinned({ name: 'empty', pins: base });
  await rm(path.join(place, '.ready'));
  // No process has this number: Linux ends at 2^22.
  await writeFile(`${place}.lock`, '99999999');
  assert.equal(await ensurePinned({ name: 'empty', pins: base }), place);
});

test('another lock file is another place', async () => {
  const before = pinnedPlace('empty', base);
  await writeFile(path.join(base, 'package-lock.json'), '{}');
  assert.notEqual(pinnedPlace('empty', base), before);
});
