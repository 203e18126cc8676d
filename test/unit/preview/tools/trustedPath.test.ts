import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { programIn, trustedPath } from '../../../../src/preview/tools/trustedPath.ts';

const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-path-')));
after(() => rmSync(base, { recursive: true, force: true }));
const workspace = path.join(base, 'work');
const own = path.join(base, 'own');
const open = path.join(base, 'open');
for (const folder of [path.join(workspace, 'bin'), own, open]) mkdirSync(folder, { recursive: true, mode: 0o755 });
chmodSync(open, 0o777);
symlinkSync(path.join(workspace, 'bin'), path.join(base, 'link'));

function program(file: string): string {
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 });
  return file;
}

test('programs are taken only from folders outside the workspace that nobody else can write to', async () => {
  const searched = [own, `${workspace}/bin`, `${base}/link`, open, 'relative', '', `${base}/none`, own].join(':');
  assert.equal(await trustedPath(searched, workspace), own);
  assert.equal(await trustedPath('', workspace), '', 'nothing is searched where nothing is named');
});

test('the first program of a name counts; a folder of that name and a file that is none do not', async () => {
  const first = path.join(base, 'first');
  mkdirSync(path.join(first, 'tool'), { recursive: true });
  writeFileSync(path.join(first, 'plain'), '', { mode: 0o644 });
  const tool = program(path.join(own, 'tool'));
  assert.equal(await programIn(`${first}:${own}`, 'tool'), tool);
  assert.equal(await programIn(`${first}:${own}`, 'plain'), undefined);
});

test('a link in a trusted folder to a program of the workspace is no program of the person', async () => {
  program(path.join(workspace, 'bin', 'docker'));
  symlinkSync(path.join(workspace, 'bin', 'docker'), path.join(own, 'docker'));
  assert.equal(await programIn(own, 'docker', workspace), undefined, 'the repository would be started');
});
