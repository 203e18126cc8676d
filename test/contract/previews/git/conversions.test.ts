import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { gitSource } from '../../../../src/preview/git/gitSource.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { fingerprint, lookAt, runGit, scratch, write } from '../../../support/previewSubject.ts';

const source = gitSource({});

/** The real clean filter of these files would be run by git's own comparison, and leaves a mark. */
function project(folder: string, attributes: string, marks: string): void {
  runGit(folder, 'init', '-q', '-b', 'main');
  runGit(folder, 'config', 'filter.upper.clean', `touch ${marks}; tr a-z A-Z`);
  runGit(folder, 'config', 'filter.upper.smudge', 'tr A-Z a-z');
  write(folder, { '.gitattributes': attributes, 'a.txt': 'one\ntwo\n', 'b.bin': 'b\n' });
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', 'first');
  // Checked out anew, so that the files are as git writes them.
  for (const name of ['a.txt', 'b.bin']) fs.rmSync(`${folder}/${name}`);
  runGit(folder, 'checkout', '-q', '--', '.');
  fs.rmSync(marks, { force: true });
}

/** Attributes ⇒ how `a.txt` is changed ⇒ what is said, and how many files git would really write anew. */
const CASES = [
  ['*.txt text eol=crlf', (file: string) => fs.utimesSync(file, 1, 1), 'at-most', 0],
  ['*.txt text eol=crlf', (file: string) => fs.writeFileSync(file, 'one\r\nthree\r\n'), 'exact', 1],
  ['*.txt text eol=crlf', (file: string) => fs.writeFileSync(file, 'one\r\nsix\r\n'), 'exact', 1],
  ['*.txt text=auto', (file: string) => fs.writeFileSync(file, 'one\r\ntwo\r\n'), 'exact', 1],
  ['*.txt -text', (file: string) => fs.writeFileSync(file, 'changed\n'), 'exact', 1],
  ['*.txt filter=upper', (file: string) => fs.utimesSync(file, 1, 1), 'at-most', 0],
  // As long as before: only the filter tells.
  ['*.txt filter=upper', (file: string) => fs.writeFileSync(file, 'changed\n'), 'at-most', 1],
  ['*.txt filter=upper', (file: string) => fs.writeFileSync(file, 'another length\n'), 'exact', 1],
] as const;

for (const [attributes, change, says, real] of CASES) {
  test(`${attributes}, ${real} changed: ${says}, and no filter runs`, async (t) => {
    const folder = scratch(t);
    const marks = `${scratch(t)}/ran`;
    project(folder, attributes, marks);
    change(`${folder}/a.txt`);
    const before = fingerprint(folder);
    const { entries } = await lookAt(source, await shellSubject(folder, 'git checkout -- .'));
    assert.equal(fs.existsSync(marks), false, 'a filter of the repository ran');
    assert.equal(fingerprint(folder), before, 'a look changed the repository');
    const [entry] = entries;
    assert.equal(entry?.count.kind, says === 'exact' ? 'exact' : 'estimate', JSON.stringify(entry));
    const codes = entry?.notes?.map(({ code }) => code) ?? [];
    assert.equal(codes.includes('note.git-converts'), says === 'at-most', codes.join());
    assert.ok((entry?.count.value ?? NaN) >= real, 'fewer than git takes');
    // What git itself finds, once it may run the filter.
    const found = runGit(folder, 'status', '--porcelain')
      .split('\n')
      .filter((line) => line !== '');
    assert.equal(found.length, real, found.join());
    if (says === 'exact') assert.equal(entry?.count.value, real);
  });
}
