import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { guardFiles } from '../../src/app/guard/guardedFiles.ts';
import type { GuardedFile } from '../../src/app/guard/guardedFiles.ts';

const HOOKED = '{ "hooks": { "PreToolUse": [{ "command": "/home/ada/.keyturn/hooks/claude" }] }, "model": "a" }';

async function scene(
  act: (
    settings: string,
    look: () => Promise<readonly string[]>,
    guard: ReturnType<typeof guardFiles>,
  ) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'keyturn-guard-'));
  const settings = path.join(folder, 'settings.json');
  const alarms: string[] = [];
  const guard = guardFiles(({ diff }) => alarms.push(diff));
  const files: readonly GuardedFile[] = [{ path: settings, part: 'hooks' }];
  try {
    await act(settings, async () => (await guard.look(files), alarms.splice(0)), guard);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a hook that is taken out, pointed elsewhere or swapped for a link is an alarm with the lines', async () => {
  await scene(async (settings, look) => {
    await writeFile(settings, HOOKED);
    assert.deepEqual(await look(), [], 'as it was found');
    await writeFile(settings, HOOKED.replace('hooks/claude', 'hooks/none'));
    assert.match((await look())[0] ?? '', /^- "command": ".*hooks\/claude"  \+ "command": ".*hooks\/none"$/);
    assert.deepEqual(await look(), [], 'said once');
    await writeFile(settings, '{ "model": "a" }');
    assert.match((await look())[0] ?? '', /- "hooks"/);
    await unlink(settings);
    await writeFile(`${settings}.x`, HOOKED);
    await symlink(`${settings}.x`, settings);
    assert.match((await look())[0] ?? '', /link/);
  });
});

test('a settings file that appears with hooks turned off is an alarm; other settings are none', async () => {
  await scene(async (settings, look) => {
    assert.deepEqual(await look(), []);
    await writeFile(settings, '{ "disableAllHooks": true }');
    assert.match((await look())[0] ?? '', /\+ "disableAllHooks": true/);
    await writeFile(settings, '{ "disableAllHooks": true, "model": "b" } ');
    assert.deepEqual(await look(), []);
    await writeFile(settings, 'not JSON at all');
    assert.equal((await look()).length, 1, 'nobody knows what it turns off');
  });
});

test('what Keyturn writes itself is no alarm; what another wrote just before is', async () => {
  await scene(async (settings, look, guard) => {
    await writeFile(settings, HOOKED);
    await look();
    // As it is handed on: apart from the object that it came with.
    const { own } = guard;
    await own(() => writeFile(settings, '{}'));
    assert.deepEqual(await look(), []);
    await writeFile(settings, HOOKED);
    await guard.own(() => mkdir(`${settings}.d`));
    assert.equal((await look()).length, 1);
    assert.equal(await readFile(settings, 'utf8'), HOOKED);
    await assert.rejects(guard.own(() => Promise.reject(new Error('full'))));
    await writeFile(settings, '{}');
    assert.equal((await look()).length, 1, 'a write that failed ends the quiet');
  });
});
