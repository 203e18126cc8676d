import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { claudeCode } from '../../../../src/agents/claudeCode.ts';
import { proveAgents } from '../../../../src/app/agents/agentProof.ts';
import { clientPath } from '../../../../src/app/launcher.ts';
import { readOwn } from '../../../../src/app/agents/settingsChange.ts';
import { LARGEST_SETTINGS, settingsText } from '../../../../src/app/agents/settingsFile.ts';

const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-settings-')));
after(() => rmSync(base, { recursive: true, force: true }));
const plain = path.join(base, 'plain.json');
writeFileSync(plain, '{}', { mode: 0o600 });
const pipe = path.join(base, 'pipe.json');
execFileSync('mkfifo', [pipe]);
const link = path.join(base, 'link.json');
symlinkSync(plain, link);
const large = path.join(base, 'large.json');
writeFileSync(large, '');
truncateSync(large, LARGEST_SETTINGS + 1);

test('settings are read through a link, but a pipe is not waited for, and what is too large is not taken in', async () => {
  assert.equal(await settingsText(plain), '{}');
  assert.equal(await settingsText(link), '{}', 'people keep their settings in a repository of their own');
  for (const file of [pipe, large, base, path.join(base, 'none')]) assert.equal(await settingsText(file), undefined);
});

test('what is changed is a plain file that the card names, with the permissions that it had', async () => {
  assert.deepEqual(await readOwn(plain), { text: '{}', mode: 0o600 });
  assert.deepEqual(await readOwn(path.join(base, 'none')), { mode: 0o644 });
  for (const file of [pipe, link, large, base]) await assert.rejects(readOwn(file), /is not a plain file/);
});

test('a pipe in the place of an agent’s settings does not keep the editor from its turns, and one that was connected is not passed over', async () => {
  const root = path.join(base, 'shop');
  mkdirSync(path.join(root, '.claude'), { recursive: true });
  execFileSync('mkfifo', [path.join(root, '.claude', 'settings.json')]);
  execFileSync('mkfifo', [path.join(root, '.claude', 'settings.local.json')]);
  const home = path.join(base, 'home');
  const place = path.join(home, '.keyturn');
  const prove = () => proveAgents({ place, home, root, node: process.execPath });
  assert.deepEqual(await prove(), [], 'what was never connected is nothing to speak of');
  const client = clientPath(place, claudeCode, root);
  mkdirSync(path.dirname(client), { recursive: true });
  writeFileSync(client, '');
  const [proof, ...others] = await prove();
  assert.deepEqual([proof?.agent, proof?.state, others], ['claude-code', 'unprotected', []]);
  assert.match(proof?.sentence ?? '', /settings\.local\.json, which cannot be read now/);
});
