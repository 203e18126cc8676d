import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { gitPrograms, type GitUse } from '../../../../src/app/facts/gitPrograms.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-programs-')));
after(() => rmSync(root, { recursive: true, force: true }));
const repository = path.join(root, 'repo');
const git = (...words: readonly string[]): void =>
  void execFileSync('git', words, { cwd: repository, env: { PATH: process.env['PATH'], HOME: root }, stdio: 'ignore' });
mkdirSync(path.join(repository, 'sub'), { recursive: true });
git('init', '-q');

const programs = (use: GitUse = 'reaches', directory = path.join(repository, 'sub')): readonly string[] =>
  gitPrograms(directory, use).map(({ key }) => key);

test('a fresh repository starts nothing', () => {
  assert.deepEqual(programs(), []);
});

test('every setting that starts a program from a command that looks is found, written by git itself', () => {
  const settings: readonly (readonly [key: string, value: string])[] = [
    ['core.fsmonitor', './evil'],
    ['core.pager', 'evil'],
    ['pager.log', 'evil'],
    ['core.sshCommand', 'evil'],
    ['diff.external', 'evil'],
    ['diff.X.textconv', 'evil'],
    ['diff.X.command', 'evil'],
    ['filter.x.clean', 'evil'],
    ['filter.x y.process', 'evil "quoted # not a comment"'],
    ['gpg.program', 'evil'],
    ['gpg.ssh.program', 'evil'],
    ['interactive.diffFilter', 'evil'],
    ['credential.helper', '!evil'],
    ['credential.https://x.helper', 'evil'],
    ['remote.origin.uploadpack', 'evil'],
    ['remote.origin.url', 'ext::sh -c evil'],
    ['url.ext::sh -c evil.insteadOf', 'https://'],
    ['tar.x.command', 'evil'],
    ['lfs.extension.x.clean', 'evil'],
    ['lfs.customtransfer.x.path', 'evil'],
    ['difftool.x.path', 'evil'],
    ['core.worktree', '/'],
  ];
  for (const [key, value] of settings) {
    git('config', key, value);
    assert.deepEqual(
      programs().map((found) => found.toLowerCase()),
      [key.toLowerCase()],
      key,
    );
    git('config', '--unset', key);
  }
  for (const [key, value] of [
    ['core.fsmonitor', 'true'],
    ['pager.branch', 'false'],
    ['url.git@example.com:.insteadOf', 'https://example.com/'],
    ['user.name', 'a'],
    ['remote.origin.url', 'git@example.com:a/b.git'],
    ['branch.main.remote', 'origin'],
  ] as const)
    git('config', key, value);
  assert.deepEqual(programs(), []);
});

test('what reaches a remote or asks a person is started by no command that only looks, but in a partial clone', () => {
  const keys = ['core.sshCommand', 'core.editor', 'credential.helper', 'remote.origin.uploadpack', 'core.askPass'];
  for (const key of keys) {
    git('config', key, 'evil');
    const found = (use: GitUse): readonly string[] => programs(use).map((one) => one.toLowerCase());
    assert.deepEqual(found('looks'), [], `${key} when it only looks`);
    assert.deepEqual(found('changes'), [key.toLowerCase()], `${key} when something is changed too`);
    git('config', 'remote.origin.promisor', 'true');
    assert.deepEqual(found('looks'), [key.toLowerCase()], `${key} where looking may fetch`);
    git('config', '--unset', 'remote.origin.promisor');
    git('config', '--unset', key);
  }
});

test('an included file counts as the configuration itself', () => {
  writeFileSync(path.join(repository, 'extra'), '[core]\n\tfsmonitor = ./evil\n');
  git('config', 'include.path', '../extra');
  assert.deepEqual(programs(), ['core.fsmonitor']);
  git('config', '--unset', 'include.path');
});

test('a hook that looking runs, where core.hooksPath puts it, and every hook for a command that changes', () => {
  const hooks = path.join(repository, '.git/hooks');
  mkdirSync(hooks, { recursive: true });
  writeFileSync(path.join(hooks, 'pre-commit'), '#!/bin/sh\n');
  chmodSync(path.join(hooks, 'pre-commit'), 0o755);
  assert.deepEqual(programs(), []);
  assert.deepEqual(programs('changes'), ['pre-commit']);
  mkdirSync(path.join(repository, '.husky'));
  writeFileSync(path.join(repository, '.husky/post-index-change'), '');
  git('config', 'core.hooksPath', '.husky');
  assert.deepEqual(programs(), ['post-index-change']);
  git('config', 'core.hooksPath', '~other/hooks');
  assert.deepEqual(programs(), ['core.hookspath'], 'somebody else’s folder is not looked up');
  git('config', '--unset', 'core.hooksPath');
  rmSync(path.join(hooks, 'pre-commit'));
});

test('a configuration that is not understood, and a bare repository in the way', () => {
  const bare = path.join(repository, 'sub/bare');
  execFileSync('git', ['init', '-q', '--bare', bare]);
  execFileSync('git', ['-C', bare, 'config', 'core.fsmonitor', './evil']);
  assert.deepEqual(programs('reaches', bare), ['core.fsmonitor']);
  const inFile = (text: string): readonly string[] => {
    writeFileSync(path.join(repository, 'sub/.git'), text);
    const keys = programs();
    rmSync(path.join(repository, 'sub/.git'));
    return keys;
  };
  // Of trailing line breaks git takes as many as there are; of two lines it makes one name.
  assert.deepEqual(inFile(`gitdir: bare${'\n'.repeat(300_000)}`), ['.git'], 'a .git file that is large');
  assert.deepEqual(inFile('gitdir: other\nbare'), ['.git']);
  assert.deepEqual(inFile('gitdir: bare\n'), ['core.fsmonitor']);
  writeFileSync(path.join(repository, '.git/config.worktree'), 'no section\n');
  assert.deepEqual(programs(), ['unreadable']);
  rmSync(path.join(repository, '.git/config.worktree'));
});

test('a linked work tree uses the configuration of its repository', () => {
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'x');
  git('worktree', 'add', '-q', path.join(root, 'tree'));
  mkdirSync(path.join(root, 'tree/.husky'));
  writeFileSync(path.join(root, 'tree/.husky/post-index-change'), '');
  git('config', 'core.hooksPath', '.husky');
  assert.deepEqual(
    gitPrograms(path.join(root, 'tree'), 'reaches').map(({ where }) => where),
    [path.join(root, 'tree/.husky/post-index-change')],
    'hooks are looked up from the work tree itself',
  );
  git('config', '--unset', 'core.hooksPath');
  git('config', 'core.pager', 'evil');
  assert.deepEqual(programs('reaches', path.join(root, 'tree')), ['core.pager']);
});
