import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { test } from 'node:test';
import { remarkSentence } from '../../../../src/app/sentences/previews.ts';
import { filesSource } from '../../../../src/preview/files/filesSource.ts';
import { gitSource } from '../../../../src/preview/git/gitSource.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import {
  effect,
  fingerprint,
  lookAt,
  partsOf,
  runGit,
  scratch,
  subject,
  write,
} from '../../../support/previewSubject.ts';

const source = gitSource({});

/** A repository with one file in every state, and folders of untracked and ignored files. */
function work(folder: string): void {
  runGit(folder, 'init', '-q');
  write(folder, {
    '.gitignore': '*.log\ncache/\n',
    'a.txt': '1',
    'b.txt': '1',
    'c.txt': '1',
    'gone.txt': '1',
    'src/deep.txt': '1',
  });
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', 'first');
  runGit(folder, 'branch', 'side');
  runGit(folder, 'tag', 'v1');
  write(folder, { 'b.txt': 's' });
  runGit(folder, 'stash', '-q');
  runGit(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  write(folder, { 'b.txt': '2', 'added.txt': 'new' });
  runGit(folder, 'add', '.');
  write(folder, {
    'a.txt': '2',
    'src/deep.txt': '2',
    'note.txt': 'mine',
    'plans/x.txt': 'x',
    'plans/y.txt': 'y',
    'src/z.txt': 'z',
    'debug.log': 'l',
    'cache/1.bin': '1',
  });
  fs.rmSync(`${folder}/gone.txt`);
  write(folder, { 'nested/own.txt': 'o' });
  runGit(`${folder}/nested`, 'init', '-q');
}

test('nothing uncommitted: the count is nought and says so', async (t) => {
  const folder = scratch(t);
  runGit(folder, 'init', '-q');
  write(folder, { 'a.txt': '1' });
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', 'first');
  const report = await lookAt(source, await shellSubject(folder, 'git reset --hard'));
  assert.deepEqual(report.entries[0]?.count, { kind: 'exact', value: 0 });
  assert.equal(report.entries[0]?.notes?.[0]?.code, 'note.nothing-uncommitted');
  assert.equal(report.raise, undefined);
});

test('no repository, and another machine: said', async (t) => {
  const folder = scratch(t);
  const report = await lookAt(source, await shellSubject(folder, 'git reset --hard'));
  assert.deepEqual(
    report.unknown.map(({ code }) => code),
    ['unknown.no-repository'],
  );
});

test('words that say too little count everything as "at most"', async (t) => {
  const folder = scratch(t);
  work(folder);
  const lost = effect({ kind: 'git.discard', object: { type: 'worktree', name: folder } });
  const [entry] = (await lookAt(source, subject(folder, [lost]))).entries;
  assert.deepEqual(entry?.count, { kind: 'estimate', value: 8 });
});

test('commits behind words that are known only when it runs are not counted, and that is said', async (t) => {
  const folder = scratch(t);
  work(folder);
  for (const command of ['git branch -D $NAME', 'git branch -D nowhere', 'git push --force https://example.org/x.git'])
    assert.match(
      (await lookAt(source, await shellSubject(folder, command))).unknown.map(({ code }) => code).join(),
      /^unknown\.git-(?:words|no-ref|remote)$/,
      command,
    );
});

/** A repository whose configuration and attributes would run a program at every chance; each would leave a mark. */
function trap(folder: string): string {
  const marks = `${folder}-marks`;
  fs.mkdirSync(marks);
  const script = (name: string): string => {
    const file = `${marks}/${name}.sh`;
    fs.writeFileSync(file, `#!/bin/sh\ntouch ${marks}/${name}.ran\ncat\n`, { mode: 0o755 });
    return file;
  };
  work(folder);
  write(folder, { '.gitattributes': '* filter=evil diff=evil merge=evil\n*.txt text=auto eol=crlf\n' });
  const config: Readonly<Record<string, string>> = {
    'core.fsmonitor': script('fsmonitor'),
    'core.hooksPath': `${marks}/hooks`,
    'core.pager': script('pager'),
    'core.editor': script('editor'),
    'core.sshCommand': script('ssh'),
    'core.askPass': script('askpass'),
    'core.worktree': '/',
    'core.attributesFile': `${folder}/.gitattributes`,
    'filter.evil.clean': script('clean'),
    'filter.evil.smudge': script('smudge'),
    'filter.evil.process': script('process'),
    'filter.evil.required': 'true',
    'diff.evil.textconv': script('textconv'),
    'diff.evil.command': script('diff'),
    'diff.external': script('external'),
    'gpg.program': script('gpg'),
    'alias.ls-files': `!${script('alias')}`,
    'credential.helper': `!${script('credential')}`,
    'uploadpack.packObjectsHook': script('pack'),
    'extensions.partialClone': 'origin',
    'remote.origin.url': `ext::${script('remote')}`,
    'remote.origin.fetch': '+refs/heads/*:refs/remotes/origin/*',
    'remote.origin.promisor': 'true',
    'remote.origin.uploadpack': script('uploadpack'),
    'protocol.ext.allow': 'always',
  };
  for (const [key, value] of Object.entries(config)) {
    execFileSync('git', ['config', '--file', `${folder}/.git/config`, key, value]);
  }
  execFileSync('git', ['config', '--file', `${folder}/.git/config`, 'core.repositoryformatversion', '1']);
  fs.mkdirSync(`${marks}/hooks`);
  for (const hook of [
    'post-index-change',
    'post-checkout',
    'fsmonitor-watchman',
    'pre-auto-gc',
    'reference-transaction',
  ]) {
    fs.copyFileSync(script(hook), `${marks}/hooks/${hook}`);
    fs.copyFileSync(script(hook), `${folder}/.git/hooks/${hook}`);
    fs.chmodSync(`${marks}/hooks/${hook}`, 0o755);
    fs.chmodSync(`${folder}/.git/hooks/${hook}`, 0o755);
  }
  return marks;
}

/** One of each kind of look. */
const COMMANDS = [
  'git clean -fdx',
  'git stash drop',
  'git stash clear',
  'git branch -D side',
  'git tag -d v1',
  'git reset --hard HEAD~1',
  'git checkout side -- .',
  'git commit --amend --no-edit',
  'git rebase side',
  'git push --force origin main',
  'git push --mirror origin',
  'git gc --prune=now',
  'git reflog expire --expire=now --all',
  'git filter-repo --path x',
  'git worktree remove --force .',
  'git submodule deinit -f nested',
];

const ran = (marks: string): readonly string[] => fs.readdirSync(marks).filter((name) => name.endsWith('.ran'));

test('nothing that a hostile repository configures is run, and the tree is untouched', async (t) => {
  const folder = `${scratch(t)}/app`;
  fs.mkdirSync(folder);
  const marks = trap(folder);
  // Touched: git's own comparison would now send every file through the clean filter.
  for (const name of ['a.txt', 'c.txt', 'src/deep.txt']) fs.utimesSync(`${folder}/${name}`, new Date(), new Date());
  const print = fingerprint(folder);
  const deletion = effect({
    kind: 'file.delete',
    object: { type: 'directory', name: `${folder}/src` },
    traits: ['recursive'],
  });
  const files = await lookAt(filesSource({}), subject(folder, [deletion]));
  const lost = await lookAt(source, await shellSubject(folder, 'git reset --hard'));
  for (const command of COMMANDS) await lookAt(source, await shellSubject(folder, command));
  for (const command of ['git rm -rf .', 'rm -rf src nested', 'cp -r src/* plans', 'find . -name "*.txt" -delete'])
    await lookAt(filesSource({}), await shellSubject(folder, command));
  assert.deepEqual(ran(marks), [], 'a configured program ran');
  assert.equal(fingerprint(folder), print, 'the look changed something');
  assert.deepEqual(partsOf(files.entries[0]), { modified: '1 none', untracked: '1 none' });
  assert.equal(partsOf(lost.entries[0])['modified'], '2 none');

  spawnSync('git', ['--git-dir', `${folder}/.git`, '--work-tree', folder, 'status'], { cwd: folder });
  assert.ok(ran(marks).length > 0, 'the trap is no trap: git itself ran nothing of it');
});

test('objects that a partial clone lacks are not fetched', async (t) => {
  const folder = `${scratch(t)}/app`;
  fs.mkdirSync(folder);
  const marks = trap(folder);
  fs.rmSync(`${folder}/.git/objects`, { recursive: true });
  fs.mkdirSync(`${folder}/.git/objects`);
  const report = await lookAt(source, await shellSubject(folder, 'git reset --hard'));
  assert.deepEqual(ran(marks), [], 'something was fetched');
  assert.equal(report.state, 'done');
  assert.equal(report.entries.length + report.unknown.length, 1);
});

test('a git inside the repository is not the git that is asked', async (t) => {
  const folder = scratch(t);
  work(folder);
  write(folder, { 'bin/git': `#!/bin/sh\ntouch ${folder}/ran\n` });
  fs.chmodSync(`${folder}/bin/git`, 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = `${folder}/bin:bin:.:${before ?? ''}`;
  t.after(() => {
    process.env['PATH'] = before;
  });
  await lookAt(source, await shellSubject(folder, 'git reset --hard'));
  assert.equal(fs.existsSync(`${folder}/ran`), false);
});

test('what is another repository than the words seem to mean is not counted, and that is said', async (t) => {
  const folder = scratch(t);
  runGit(folder, 'init', '-q');
  write(folder, { 'a.txt': 'a', 'sub/b.txt': 'b' });
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', 'first');
  write(folder, { 'a.txt': 'changed' });
  for (const [command, code] of [
    ['git submodule foreach git reset --hard', 'unknown.git-words'],
    ["git submodule foreach 'git clean -fdx'", 'unknown.git-words'],
    ['git submodule deinit -f', 'unknown.git-words'],
    ['git worktree remove --force elsewhere', 'unknown.git-words'],
    ['git stash -u && git stash drop', 'unknown.stash-before'],
  ] as const) {
    const { entries, unknown } = await lookAt(source, await shellSubject(folder, command));
    assert.deepEqual([entries, unknown.map((remark) => remark.code)], [[], [code]], command);
    assert.doesNotMatch(unknown.map(remarkSentence).join(), /has no sentence/);
  }
});

test('submodule deinit --force: what goes of the submodule is what was not committed in it', async (t) => {
  const folder = scratch(t);
  write(folder, { 'library/x.js': 'x', 'library/y.js': 'y' });
  runGit(`${folder}/library`, 'init', '-q');
  runGit(`${folder}/library`, 'add', '.');
  runGit(`${folder}/library`, 'commit', '-qm', 'first');
  fs.mkdirSync(`${folder}/app`);
  runGit(`${folder}/app`, 'init', '-q');
  const add = ['submodule', 'add', '-q', `${folder}/library`, 'vendor/sub'];
  runGit(`${folder}/app`, '-c', 'protocol.file.allow=always', ...add);
  runGit(`${folder}/app`, 'commit', '-qm', 'first');
  write(`${folder}/app/vendor/sub`, { 'x.js': 'changed', 'mine.js': 'mine' });
  const print = fingerprint(folder);
  const about = await shellSubject(`${folder}/app`, 'git submodule deinit -f vendor/sub');
  const [entry] = (await lookAt(source, about)).entries;
  assert.equal(fingerprint(folder), print, 'the look changed something');
  assert.deepEqual(partsOf(entry), { modified: '1 none', untracked: '1 none' });
  assert.deepEqual(entry?.count, { kind: 'exact', value: 2 });
  runGit(`${folder}/app`, 'submodule', 'deinit', '-f', 'vendor/sub');
  assert.deepEqual(fs.readdirSync(`${folder}/app/vendor/sub`), []);
});
