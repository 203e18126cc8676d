import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { addRoot, mendWindowFile } from '../../../src/gate/windowFile.ts';

const WINDOW = { root: '/w', socket: '/run/s', pid: 7, editorNode: '/node' };

function inFolder(t: { after(end: () => void): void }): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyturn-window-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'file');
}

test('a pipe in the place of the window file is not waited for, and is mended', async (t) => {
  const file = inFolder(t);
  execFileSync('mkfifo', [file]);
  assert.equal(await mendWindowFile(file, WINDOW), true);
  assert.equal(readFileSync(file, 'utf8'), '/w\n/run/s\n7\n/node\n');
  assert.equal(await mendWindowFile(file, WINDOW), false, 'it is as it was written');
});

test('a list of roots that is no file, or has grown beyond any use, is not taken for an empty one', async (t) => {
  const pipe = inFolder(t);
  execFileSync('mkfifo', [pipe]);
  await assert.rejects(addRoot(pipe, '/w'));
  const large = inFolder(t);
  writeFileSync(large, 'x'.repeat(2 * 1024 * 1024));
  await assert.rejects(addRoot(large, '/w'));
});
