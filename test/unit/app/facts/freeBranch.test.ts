import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { isFreeBranch } from '../../../../src/app/facts/freeBranch.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-branch-')));
after(() => rmSync(root, { recursive: true, force: true }));
const tree = path.join(root, 'shop');
mkdirSync(path.join(tree, 'src'), { recursive: true });
const git = (...words: readonly string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], { cwd: tree, stdio: 'ignore' });
};
git('init', '-b', 'master');
git('commit', '--allow-empty', '-m', 'a');
git('branch', 'taken');
git('branch', 'packed/away');
git('pack-refs', '--all');
git('branch', 'loose');

const isFree = (name: string, directory = tree): boolean =>
  isFreeBranch({ ask: 'branch-free', directory, name, range: [0, 0] });

test('a name is free that no branch, loose or packed, bears', () => {
  assert.equal(isFree('main'), true);
  assert.equal(isFree('main', path.join(tree, 'src')), true);
  assert.equal(isFree('master'), true, 'its own');
  for (const name of ['taken', 'packed/away', 'loose', 'Taken']) assert.equal(isFree(name), false, name);
});

test('what cannot be told is not free', () => {
  for (const name of ['../../HEAD', '-x', 'a..b', '']) assert.equal(isFree(name), false, name);
  assert.equal(isFree('main', root), false, 'no repository');
  git('worktree', 'add', '../other', 'loose');
  assert.equal(isFree('main', path.join(root, 'other')), false, 'another worktree');
});
