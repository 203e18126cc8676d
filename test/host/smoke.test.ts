import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { packExtension } from './packExtension.ts';
import { openWindow } from './vscodeWindow.ts';
import type { VscodeWindow } from './vscodeWindow.ts';

const script = `
const vscode = require('vscode');
exports.activate = () => {
  const item = vscode.window.createStatusBarItem('here', vscode.StatusBarAlignment.Left);
  item.text = 'stranger ' + process.versions.node.split('.')[0];
  item.show();
};`;

let folder: string;
let window: VscodeWindow;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'smoke-'));
  const vsix = await packExtension(folder, { name: 'here' }, script);
  window = await openWindow({ workspace: folder, vsix: [vsix] });
});

after(async () => {
  await window?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a packed extension runs in the real VS Code server, on a Node that has node:sqlite', async () => {
  const item = window.page.locator('.statusbar-item', { hasText: /^stranger \d+$/ });
  await item.waitFor({ timeout: 30_000 });
  assert.ok(Number((await item.innerText()).split(' ')[1]) >= 24, 'the extension host must bring Node 24 or newer');
});
