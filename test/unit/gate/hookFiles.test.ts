import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { test } from 'node:test';
import { isNear, namesIn, readText } from '../../../src/gate/hookFiles.ts';
import { scratch, write } from '../../support/previewSubject.ts';

test('of what an agent names only plain files are read, and nothing that is mounted on looking', (t) => {
  const folder = scratch(t);
  write(folder, { 'a.txt': 'text', 'many/0': '', large: 'x'.repeat(1024 * 1024 + 1) });
  for (let n = 1; n <= 200; n += 1) fs.writeFileSync(`${folder}/many/${n}`, '');
  execFileSync('mkfifo', [`${folder}/pipe`]);
  fs.symlinkSync('a.txt', `${folder}/link`);
  fs.symlinkSync('/net/host', `${folder}/away`);
  fs.symlinkSync('away/deep', `${folder}/further`);
  fs.symlinkSync('loop', `${folder}/loop`);
  assert.equal(readText(`${folder}/a.txt`), 'text');
  for (const name of ['pipe', 'link', 'large', 'many', 'absent', 'away/x', 'further/x'])
    assert.equal(readText(`${folder}/${name}`), undefined, name);
  assert.deepEqual(namesIn(`${folder}/absent`), []);
  assert.equal(namesIn(`${folder}/many`), undefined);
  for (const name of ['a.txt', 'link', 'absent/x']) assert.ok(isNear(`${folder}/${name}`), name);
  for (const name of ['away', 'away/x', 'further/x', 'loop/x']) assert.ok(!isNear(`${folder}/${name}`), name);
  for (const place of ['relative', '//host/x', '/net/host/x', '/tmp/../afs/cell']) assert.ok(!isNear(place), place);
});
