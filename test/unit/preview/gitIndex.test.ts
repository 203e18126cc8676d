import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseIndex } from '../../../src/preview/git/gitIndex.ts';

const STAT = '  ctime: 10:500000\n  mtime: 20:250000000\n  dev: 1\tino: 77\n  uid: 0\tgid: 0\n  size: 3\tflags: 0\n';

test('index entries with newlines, tabs and look-alike lines in their names are kept apart', () => {
  const oid = 'a'.repeat(40);
  const names = ['plain', 'with\nnewline', 'with\ttab', `100644 ${oid} 0\tfake`];
  const text = names.map((name) => `100644 ${oid} 0\t${name}\0${STAT}`).join('');
  assert.deepEqual(
    parseIndex(text).map(({ path }) => path),
    names,
  );
});

test('times are milliseconds, sizes bytes', () => {
  const [entry] = parseIndex(`100755 ${'b'.repeat(64)} 2\tx\0${STAT}`);
  assert.deepEqual(entry, {
    path: 'x',
    mode: '100755',
    object: 'b'.repeat(64),
    stage: 2,
    changed: 20_250,
    statusChanged: 10_000.5,
    inode: 77,
    size: 3,
  });
});
