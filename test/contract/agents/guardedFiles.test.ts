import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { openProduct } from '../../../src/app/keyturn.ts';
import { guardFiles } from '../../../src/app/guard/guardedFiles.ts';
import { openGuardMemory } from '../../../src/app/guard/guardMemory.ts';
import { systemDigests } from '../../../src/app/system/digests.ts';
import { memorySecrets, openGround } from '../../support/product.ts';
import type { GuardedFile } from '../../../src/app/guard/guardedFile.ts';

const HOOKED = '{ "hooks": { "PreToolUse": [{ "command": "/home/ada/.keyturn/hooks/claude" }] }, "model": "a" }';

const openMemory = (secrets = memorySecrets()) =>
  openGuardMemory(secrets, systemDigests, (code) => assert.fail(`alarm ${code}`));

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
  const guard = guardFiles(openMemory(), ({ diff }) => alarms.push(diff));
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
    await writeFile(settings, `{ "disableAllHooks": true, "a": ${'['.repeat(20_000)}${']'.repeat(20_000)} }`);
    assert.equal((await look()).length, 1, 'nested deeper than our parser goes: an agent’s own reads it all the same');
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

test('a change that was made while no window was open is an alarm at the next start, once', async (context) => {
  const secrets = memorySecrets();
  const made = await openGround({ secrets });
  context.after(() => made.remove());
  const home = made.options.home;
  const files = {
    claude: path.join(made.root, '.claude', 'settings.local.json'),
    shared: path.join(made.root, '.claude', 'settings.json'),
    codex: path.join(home, '.codex', 'hooks.json'),
    editor: path.join(made.root, '.vscode', 'settings.json'),
    rules: path.join(made.root, '.keyturn', 'rules.jsonc'),
    own: path.join(made.place, 'rules.jsonc'),
    launcher: path.join(made.place, 'bin', 'keyturn'),
    key: path.join(made.place, 'key.pub'),
  };
  for (const file of Object.values(files)) await mkdir(path.dirname(file), { recursive: true });
  await writeFile(files.claude, HOOKED);
  await writeFile(files.editor, '{ "keyturn.mode": "hold", "editor.tabSize": 2 }');
  const opened = async (): Promise<readonly string[]> => {
    const product = await openProduct(made.options);
    const alarms = product.alarms().map(({ code, values }) => {
      const name = Object.entries(files).find(([, file]) => file === values['path'])?.[0];
      return `${code} ${name ?? ''} ${values['diff'] ?? ''}`;
    });
    await product.close();
    return alarms;
  };
  assert.deepEqual(await opened(), [], 'as it was found');
  assert.deepEqual(await opened(), [], 'what Keyturn wrote itself is as it was');

  const hold = '{ "version": 1, "rules": [{ "id": "a", "when": { "effect": "file.delete" }, "then": "hold" }] }';
  await writeFile(files.claude, '{ "model": "a" }');
  await writeFile(files.shared, '{ "disableAllHooks": true }');
  await writeFile(files.codex, '{ "hooks": {} }');
  await writeFile(files.editor, '{ "keyturn.mode": "observe", "editor.tabSize": 4 }');
  await writeFile(files.rules, hold);
  await writeFile(files.own, hold);
  await writeFile(files.launcher, '#!/bin/sh\nexit 0\n');
  await writeFile(files.key, 'another key');
  const found = await opened();
  const expected: readonly RegExp[] = [
    /^guarded\.changed claude .*- "hooks"/,
    /^guarded\.changed shared .*\+ "disableAllHooks": true/,
    /^guarded\.changed codex .*"hooks"/,
    /^guarded\.changed editor - "keyturn\.mode": "hold" {2}\+ "keyturn\.mode": "observe"$/,
    /^rules\.changed rules \+ /,
    /^rules\.changed own \+ /,
    /^guarded\.changed launcher .*\+ exit 0/,
    /^guarded\.changed key .*\+ another key/,
  ];
  for (const one of expected)
    assert.ok(
      found.some((said) => one.test(said)),
      `${String(one)} in\n${found.join('\n')}`,
    );
  assert.equal(found.length, expected.length, found.join('\n'));
  assert.deepEqual(await opened(), [], 'said once');
});

test('what another window of the same person wrote for Keyturn is no alarm', async () => {
  const secrets = memorySecrets();
  await scene(async (settings) => {
    const files: readonly GuardedFile[] = [{ path: settings, part: 'whole' }];
    const alarms: string[] = [];
    const [one, other] = [0, 1].map(() => guardFiles(openMemory(secrets), ({ diff }) => alarms.push(diff)));
    assert.ok(one !== undefined && other !== undefined);
    await one.look(files);
    await other.look(files);
    await one.own(() => writeFile(settings, 'new'));
    await other.look(files);
    assert.deepEqual(alarms, []);
    await writeFile(settings, 'newer');
    await other.look(files);
    assert.equal(alarms.length, 1);
  });
});
