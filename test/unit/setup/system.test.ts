import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { checkNodeVersion } from '../../setup/nodeVersion.mjs';

test('Node 20 and newer is accepted, older is named', () => {
  for (const version of ['20.0.0', '24.21.0']) checkNodeVersion(version);
  for (const version of ['18.20.4', '9.1.0', '']) {
    assert.throws(() => checkNodeVersion(version), /needs Node 20 or newer/, version);
  }
});

test('without a way to install, a missing program stops with the one line to run', () => {
  const script = `
    import { runMain } from './test/setup/runMain.mjs';
    import { ensurePrograms, programs } from './test/setup/debian.mjs';
    await runMain(() => ensurePrograms([programs.browser]));`;
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    // No apt-get, no sudo and no browser there.
    env: { PATH: '/nowhere' },
  });
  assert.equal(done.status, 1, 'a missing part must not look like success');
  assert.match(done.stderr, /^ {2}sudo apt-get update && sudo apt-get install .*chromium$/m);
  assert.doesNotMatch(done.stderr, /at .*\.mjs:/, 'a person who lacks a package needs no stack');
});
