import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { isSo, stampOf } from '../../../../src/app/facts/granted.ts';

function ground(context: TestContext): { readonly folder: string; readonly file: string } {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-granted-')));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  const folder = path.join(root, 'shop');
  mkdirSync(folder);
  const file = path.join(folder, 'rules.jsonc');
  writeFileSync(file, 'one');
  return { folder, file };
}

test('a file that was written, replaced, removed or made is another', async (context) => {
  const { folder, file } = ground(context);
  const granted = async () => ({ folder, files: [{ path: file, stamp: await stampOf(file) }] });
  const changes: readonly (() => void)[] = [
    () => writeFileSync(file, 'longer'),
    () => {
      writeFileSync(`${file}.new`, 'longer');
      renameSync(`${file}.new`, file);
    },
    () => rmSync(file),
    () => writeFileSync(file, 'one'),
    () => {
      rmSync(file);
      symlinkSync('elsewhere', file);
    },
  ];
  for (const [index, change] of changes.entries()) {
    const before = await granted();
    assert.equal(isSo(before), true, `before change ${index}`);
    change();
    assert.equal(isSo(before), false, `after change ${index}`);
  }
});

test('a folder that is reached by a link, or is gone, is not where it was said to be', (context) => {
  const { folder } = ground(context);
  const link = path.join(path.dirname(folder), 'link');
  symlinkSync(folder, link);
  assert.equal(isSo({ folder, files: [] }), true);
  assert.equal(isSo({ folder: link, files: [] }), false);
  assert.equal(isSo({ folder: `${folder}/`, files: [] }), false);
  rmSync(folder, { recursive: true });
  assert.equal(isSo({ folder, files: [] }), false);
  symlinkSync('/', folder);
  assert.equal(isSo({ folder, files: [] }), false);
});
