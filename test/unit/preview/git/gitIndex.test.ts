import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openIndexParser } from '../../../../src/preview/git/gitIndex.ts';
import type { IndexEntry } from '../../../../src/preview/git/indexEntry.ts';

const STAT = '  ctime: 10:500000\n  mtime: 20:250000000\n  dev: 1\tino: 77\n  uid: 0\tgid: 0\n  size: 3\tflags: 0\n';

function parsed(
  text: string,
  size = text.length,
): { readonly entries: readonly IndexEntry[]; readonly whole: boolean } {
  const entries: IndexEntry[] = [];
  const parser = openIndexParser((entry) => entries.push(entry));
  for (let at = 0; at < text.length; at += size) parser.take(text.slice(at, at + size));
  return { entries, whole: parser.whole() };
}

test('index entries with newlines, tabs and look-alike lines in their names are kept apart', () => {
  const oid = 'a'.repeat(40);
  const names = ['plain', 'with\nnewline', 'with\ttab', `100644 ${oid} 0\tfake`];
  const text = names.map((name) => `100644 ${oid} 0\t${name}\0${STAT}`).join('');
  for (const size of [text.length, 1, 7, 64, 100]) {
    const { entries, whole } = parsed(text, size);
    assert.deepEqual(
      entries.map(({ path }) => path),
      names,
      `in pieces of ${size}`,
    );
    assert.equal(whole, true);
  }
});

test('an answer in another form, or cut short, is not whole', () => {
  const one = `100644 ${'a'.repeat(40)} 0\tx\0${STAT}`;
  assert.equal(parsed(`${one}100644 ${'a'.repeat(40)} 0\ty\0`).whole, false);
  assert.equal(parsed(one.replace('ctime', 'changed')).whole, false);
  assert.equal(parsed(one.slice(0, -3)).whole, false);
});

test('times are milliseconds, sizes bytes', () => {
  const [entry] = parsed(`100755 ${'b'.repeat(64)} 2\tx\0${STAT}`).entries;
  assert.deepEqual(entry, {
    path: 'x',
    mode: '100755',
    object: 'b'.repeat(64),
    stage: 2,
    changed: 20_250,
    statusChanged: 10_000.5,
    inode: 77,
    size: 3,
    skipped: false,
  });
});
