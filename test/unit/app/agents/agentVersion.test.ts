import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { claudeCode } from '../../../../src/agents/claudeCode.ts';
import { protectionOf } from '../../../../src/app/agents/agentVersion.ts';

/** What is said of an agent whose program, first on the PATH, is this shell text. */
async function saidOf(program: string | undefined, where: 'elsewhere' | 'workspace' = 'elsewhere') {
  const folder = mkdtempSync(path.join(tmpdir(), 'kt-version-'));
  const before = process.env['PATH'];
  try {
    if (program !== undefined) writeFileSync(path.join(folder, 'claude'), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
    process.env['PATH'] = folder;
    return await protectionOf(claudeCode, where === 'workspace' ? folder : '/nowhere');
  } finally {
    process.env['PATH'] = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a version that knows onFailure is closed on failure', async () => {
  const { closed, sentence } = await saidOf('echo "2.1.295 (Claude Code)"');
  assert.equal(closed, true);
  assert.match(sentence, /Claude Code 2\.1\.295 stops a call when the hook itself fails/);
});

test('a version before it is shown as unprotected on failure, with what to do', async () => {
  const { closed, sentence } = await saidOf('echo "2.1.294 (Claude Code)"');
  assert.equal(closed, false);
  assert.match(sentence, /^Unprotected on failure: Claude Code 2\.1\.294 .*From version 2\.1\.295 .*Update it\.$/);
});

test('a program that is not there, fails, or says no version is not taken for protected', async () => {
  for (const program of [undefined, 'exit 1', 'echo hello', 'echo 2.1.330; exit 3']) {
    const { closed, sentence } = await saidOf(program);
    assert.equal(closed, false, program);
    assert.match(sentence, /^Unprotected on failure, perhaps/, program);
  }
});

test('a program that lies in the workspace is not asked: a repository could have put it there', async () => {
  const { closed, sentence } = await saidOf('echo 2.1.330', 'workspace');
  assert.equal(closed, false);
  assert.match(sentence, /^Unprotected on failure, perhaps/);
});
