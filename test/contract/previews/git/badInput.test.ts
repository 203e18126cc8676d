import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { remarkSentence } from '../../../../src/app/sentences/previews.ts';
import { gitSource } from '../../../../src/preview/git/gitSource.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { fingerprint, lookAt, runGit, scratch, write } from '../../../support/previewSubject.ts';

const source = gitSource({});

const COMMANDS = [
  'git reset --hard HEAD~1',
  'git branch -D side',
  'git stash clear',
  'git push --force origin main',
  'git gc --prune=now',
  'git clean -fdx',
] as const;

function project(folder: string): void {
  runGit(folder, 'init', '-q', '-b', 'main');
  for (const name of ['a.txt', 'b.txt']) {
    write(folder, { [name]: name });
    runGit(folder, 'add', '.');
    runGit(folder, 'commit', '-qm', name);
  }
  runGit(folder, 'branch', 'side');
  runGit(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  runGit(folder, 'config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
}

const DAMAGE: Readonly<Record<string, (folder: string) => void>> = {
  'a broken index': (folder) => fs.writeFileSync(`${folder}/.git/index`, 'broken'),
  'a HEAD that names nothing': (folder) => fs.writeFileSync(`${folder}/.git/HEAD`, 'nonsense'),
  'objects that are gone': (folder) => fs.rmSync(`${folder}/.git/objects`, { recursive: true }),
  'a ref that is no object': (folder) => fs.writeFileSync(`${folder}/.git/refs/heads/side`, '0123\n'),
  'a configuration that cannot be read': (folder) => fs.appendFileSync(`${folder}/.git/config`, '\n[broken'),
  'a .git file that leads nowhere': (folder) => {
    fs.rmSync(`${folder}/.git`, { recursive: true });
    fs.writeFileSync(`${folder}/.git`, 'gitdir: /nowhere/at/all\n');
  },
  'no commit yet': (folder) => {
    fs.rmSync(`${folder}/.git`, { recursive: true });
    runGit(folder, 'init', '-q');
  },
};

for (const [what, damage] of Object.entries(DAMAGE)) {
  test(`${what}: each look ends, changes nothing and claims nothing that it does not know`, async (t) => {
    const folder = scratch(t);
    project(folder);
    damage(folder);
    const print = fingerprint(folder);
    for (const command of COMMANDS) {
      const { state, entries, unknown } = await lookAt(source, await shellSubject(folder, command));
      assert.equal(state, 'done', command);
      assert.ok(entries.length + unknown.length > 0, `${command}: nothing was said`);
      // What stands on disk can be counted without them; what git keeps cannot.
      if (what.startsWith('a configuration'))
        assert.ok(
          entries.every(({ count }) => count.kind !== 'exact'),
          `${command}: claims what git did not say`,
        );
      for (const remark of [...unknown, ...entries.flatMap(({ notes }) => notes ?? [])])
        assert.doesNotMatch(remarkSentence(remark), /has no sentence|undefined|\n/, `${command}: ${remark.code}`);
    }
    assert.equal(fingerprint(folder), print, 'a look changed something');
  });
}

test('a bare repository is told apart from none, and one of another user is never exact', async (t) => {
  const folder = scratch(t);
  project(folder);
  runGit(folder, 'clone', '-q', '--bare', '.', `${folder}/bare.git`);
  // Git takes the folder itself, though it lies in a work tree.
  const told = await lookAt(source, await shellSubject(`${folder}/bare.git`, 'git branch -D side'));
  assert.deepEqual(
    told.unknown.map(({ code }) => code),
    ['unknown.bare-repository'],
  );
  assert.doesNotMatch(told.unknown.map(remarkSentence).join(), /has no sentence/);

  // Only the superuser can give a folder away; the others see theirs as another's.
  t.mock.method(process as { getuid: () => number }, 'getuid', () => 12_345);
  for (const command of ['git reset --hard', 'git branch -D side']) {
    const [entry] = (await lookAt(source, await shellSubject(folder, command))).entries;
    assert.notEqual(entry?.count.kind, 'exact', command);
    assert.ok(
      entry?.notes?.some(({ code }) => code === 'note.git-foreign'),
      command,
    );
  }
});

test('no git at all is said once for each look, and nothing else breaks', async (t) => {
  const folder = scratch(t);
  project(folder);
  const before = process.env['PATH'];
  const subjects = await Promise.all(COMMANDS.map((command) => shellSubject(folder, command)));
  process.env['PATH'] = '/nowhere';
  t.after(() => {
    process.env['PATH'] = before;
  });
  for (const subject of subjects) {
    const { state, entries, unknown } = await lookAt(source, subject);
    assert.equal(state, 'done');
    assert.ok(
      unknown.length > 0 || entries.every(({ count }) => count.kind !== 'exact'),
      `${JSON.stringify(subject.action)}: claims ${JSON.stringify(entries)}`,
    );
  }
});

test('names, authors and subjects of any shape are counted, cut and never lines of their own', async (t) => {
  const folder = scratch(t);
  project(folder);
  runGit(folder, 'checkout', '-q', 'side');
  write(folder, { 'new\nline.txt': 'a', '\u202Etxt.exe': 'b', [`${'n'.repeat(250)}`]: 'c' });
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', `\u202Esubject\u0007 ${'long '.repeat(900)}`, '--author', 'A\u202E <a@example.org>');
  runGit(folder, 'checkout', '-q', 'main');
  const [entry] = (await lookAt(source, await shellSubject(folder, 'git branch -D side'))).entries;
  assert.deepEqual(entry?.count, { kind: 'exact', value: 1 });
  const [sample] = entry?.sample ?? [];
  const columns = sample !== undefined && 'columns' in sample ? sample.columns : [];
  assert.deepEqual(
    columns.map(([name]) => name),
    ['commit', 'date', 'author', 'subject'],
  );
  assert.ok(columns.every(([, value]) => value.length <= 200 && !value.includes('\n')));

  write(folder, { 'new\nline.txt': 'x', '\u202Emine': 'x' });
  const [lost] = (await lookAt(source, await shellSubject(folder, 'git clean -f'))).entries;
  assert.deepEqual(lost?.count, { kind: 'exact', value: 2 });
});
