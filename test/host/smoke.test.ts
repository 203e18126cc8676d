import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { productVsix } from './productVsix.ts';
import { openWindow } from './vscodeWindow.ts';
import type { VscodeWindow } from './vscodeWindow.ts';

let folder: string;
let window: VscodeWindow;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'smoke-'));
  window = await openWindow({ workspace: folder, vsix: [productVsix()] });
});

after(async () => {
  await window?.close();
  await rm(folder, { recursive: true, force: true });
});

test('the packed extension installs, activates and shows its empty queue', async () => {
  await window.page.locator('.activitybar').getByRole('tab', { name: 'Keyturn' }).click({ timeout: 30_000 });
  await window.page.getByText('Nothing waits.').first().waitFor({ timeout: 30_000 });
});
