import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { modulesMatchLock } from '../../setup/nodeModules.mjs';

let root: string;
const locked = {
  '': { name: 'root' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b-darwin': { version: '2.0.0', optional: true },
};

const writeLock = (file: string, packages: unknown): Promise<void> =>
  writeFile(path.join(root, file), JSON.stringify({ packages }));

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'modules-'));
  await mkdir(path.join(root, 'node_modules', 'a'), { recursive: true });
  await writeLock('package-lock.json', locked);
});

afterEach(() => rm(root, { recursive: true, force: true }));

test('an install without optional packages of other platforms matches', async () => {
  await writeLock('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
  assert.equal(modulesMatchLock(root), true);
});

test('another version, a missing package or a removed folder does not match', async () => {
  assert.equal(modulesMatchLock(root), false, 'nothing was installed by npm');
  await writeLock('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.1' } });
  assert.equal(modulesMatchLock(root), false, 'another version');
  await writeLock('node_modules/.package-lock.json', {});
  assert.equal(modulesMatchLock(root), false, 'a package that is not there');
  await writeLock('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
  await rm(path.join(root, 'node_modules', 'a'), { recursive: true });
  assert.equal(modulesMatchLock(root), false, 'a folder that someone removed');
});
