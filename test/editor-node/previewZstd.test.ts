import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { filesSource } from '../../src/preview/files/filesSource.ts';
import { shellSubject } from '../support/previewAction.ts';
import { lookAt, scratch, write } from '../support/previewSubject.ts';

/** Only the editor's own Node can unpack this; with another one the card says that it was not read. */
test('a tar.zst replaces what bears its names and differs, and one that is damaged is not known', async (t) => {
  const folder = scratch(t);
  write(folder, { 'in/a.txt': 'new', 'in/same.txt': 'same', 'in/sub/c.txt': 'new c', 'in/fresh.txt': 'fresh' });
  execFileSync('tar', ['-cf', 'plain.tar', '-C', 'in', '.'], { cwd: folder });
  const packed = zlib.zstdCompressSync(fs.readFileSync(`${folder}/plain.tar`));
  fs.writeFileSync(`${folder}/whole.tar.zst`, packed);
  fs.writeFileSync(`${folder}/cut.tar.zst`, packed.subarray(0, packed.length - 40));
  write(folder, { 'out/a.txt': 'old', 'out/same.txt': 'same', 'out/sub/c.txt': 'old c', 'out/own.txt': 'own' });

  for (const command of ['tar -xf whole.tar.zst -C out', 'tar --zstd -xf whole.tar.zst -C out']) {
    const { entries } = await lookAt(filesSource({}), await shellSubject(folder, command));
    const entry = entries.find(({ verb }) => verb === 'write');
    assert.deepEqual(entry?.count, { kind: 'exact', value: 2 }, command);
    assert.deepEqual(entry?.sample, [{ path: `${folder}/out/a.txt` }, { path: `${folder}/out/sub/c.txt` }]);
  }
  const cut = await lookAt(filesSource({}), await shellSubject(folder, 'tar -xf cut.tar.zst -C out'));
  assert.notEqual(cut.entries.find(({ verb }) => verb === 'write')?.count.kind, 'exact');
});
