import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { openIndexParser } from '../../../../src/preview/git/gitIndex.ts';
import type { IndexEntry } from '../../../../src/preview/git/indexEntry.ts';
import { indexFile } from '../../../../src/preview/git/indexFile.ts';
import { runGit, scratch, write } from '../../../support/previewSubject.ts';

/** What git itself says that its index holds. */
function asGitSays(folder: string): readonly IndexEntry[] {
  const entries: IndexEntry[] = [];
  const parser = openIndexParser((entry) => entries.push(entry));
  parser.take(runGit(folder, 'ls-files', '-s', '--debug', '-z'));
  assert.ok(parser.whole());
  return entries;
}

function desk(folder: string, ...init: readonly string[]): void {
  runGit(folder, 'init', '-q', ...init);
  const names = ['a.b', 'a/b', 'deep/er/file.txt', 'deep/er/filf.txt', 'new\nline', '\u202Eexe', 'n'.repeat(250)];
  write(folder, Object.fromEntries(names.map((name) => [name, name])));
  fs.symlinkSync('a.b', `${folder}/link`);
  fs.chmodSync(`${folder}/a.b`, 0o755);
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', 'first');
}

const SHAPES: Readonly<Record<string, (folder: string) => void>> = {
  plain: (folder) => desk(folder),
  'with intent to add and skipped files': (folder) => {
    desk(folder);
    write(folder, { later: 'later' });
    runGit(folder, 'add', '-N', 'later');
    runGit(folder, 'update-index', '--skip-worktree', 'a.b');
    runGit(folder, 'update-index', '--assume-unchanged', 'link');
  },
  'with shortened names': (folder) => {
    desk(folder);
    runGit(folder, 'update-index', '--index-version', '4');
  },
  'of SHA-256 ids': (folder) => desk(folder, '--object-format=sha256'),
  'in the middle of a merge': (folder) => {
    desk(folder);
    runGit(folder, 'checkout', '-qb', 'other');
    write(folder, { 'a.b': 'theirs' });
    runGit(folder, 'commit', '-qam', 'theirs');
    runGit(folder, 'checkout', '-q', '-');
    write(folder, { 'a.b': 'ours' });
    runGit(folder, 'commit', '-qam', 'ours');
    assert.throws(() => runGit(folder, 'merge', 'other'));
  },
};

for (const [shape, make] of Object.entries(SHAPES)) {
  test(`an index ${shape} is read as git reads it`, (t) => {
    const folder = scratch(t);
    make(folder);
    const bytes = fs.readFileSync(`${folder}/.git/index`);
    assert.deepEqual(indexFile(bytes, 20) ?? indexFile(bytes, 32), asGitSays(folder));
  });
}

test('an index that is split, cut, or changed in any byte is left to git', (t) => {
  const folder = scratch(t);
  desk(folder);
  const bytes = fs.readFileSync(`${folder}/.git/index`);
  for (let at = 0; at < bytes.length; at += 1) {
    const other = Buffer.from(bytes);
    other[at] = (other[at] ?? 0) ^ 0x41;
    assert.equal(indexFile(other, 20) ?? indexFile(other, 32), undefined, `byte ${at}`);
    assert.equal(indexFile(bytes.subarray(0, at), 20), undefined, `cut at ${at}`);
    // Without its hash nothing but its shape says that it is damaged: it must not throw, nor go on for ever.
    other.fill(0, bytes.length - 20);
    indexFile(other, 20);
  }
  runGit(folder, 'update-index', '--split-index');
  assert.equal(indexFile(fs.readFileSync(`${folder}/.git/index`), 20), undefined);
});
