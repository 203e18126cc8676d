import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openShop } from './shopWindow.ts';
import type { ShopWindow } from './shopWindow.ts';

let window: ShopWindow;

before(async () => {
  window = await openShop({
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
    },
  });
});

after(() => window?.close());

test('in Restricted Mode the queue says what that means', async () => {
  await window.page.getByText('In Restricted Mode everything waits for you').first().waitFor({ timeout: 30_000 });
});

test('in Restricted Mode the socket still holds', async () => {
  await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: 30_000 });
  const filed = await window.file('rm -rf migrations');
  assert.equal(filed.state, 'held', 'a folder that is not trusted is no reason to let anything pass');
});

test('in Restricted Mode the intent folder is refused', async () => {
  const intents = path.join(window.shop, '.keyturn', 'intents');
  await mkdir(intents, { recursive: true });
  const id = '01JD5ZK9Q8W7X6V5T4S3R2Q1P0';
  const intent = {
    version: 1,
    id,
    runner: { name: 'file' },
    action: { kind: 'shell', command: 'ls', shell: 'bash', cwd: window.shop },
  };
  const part = path.join(window.shop, '.keyturn', `${id}.part`);
  await writeFile(part, JSON.stringify(intent));
  await rename(part, path.join(intents, `${id}.json`));
  await pause(2500);
  assert.match(
    await window.state(id),
    /^(404|refused)/,
    'a repository that is not trusted may not speak through files',
  );
  assert.ok(!existsSync(path.join(window.shop, 'ran')), 'nothing ran');
});
