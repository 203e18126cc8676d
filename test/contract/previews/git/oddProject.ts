import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { runGit, write } from '../../../support/previewSubject.ts';

/**
 * A repository in an odd state: a file that is staged and changed again, a submodule and a second
 * work tree with work of their own, untracked files where a commit has some, names with blanks and umlauts.
 */
function build(root: string): void {
  const folder = `${root}/app`;
  fs.mkdirSync(folder, { recursive: true });
  const commit = (message: string, files: Readonly<Record<string, string>> = {}): void => {
    write(folder, files);
    runGit(folder, 'add', '.');
    runGit(folder, 'commit', '-qm', message);
  };
  runGit(root, 'init', '-q', '--template=', '--bare', 'remote.git');
  runGit(root, 'init', '-q', '--template=', '-b', 'main', 'lib');
  write(`${root}/lib`, { 'lib.txt': 'lib\n', 'more.txt': 'm\n' });
  runGit(`${root}/lib`, 'add', '.');
  runGit(`${root}/lib`, 'commit', '-qm', 'lib');
  runGit(folder, 'init', '-q', '--template=', '-b', 'main');
  commit('one', {
    '.gitignore': '*.log\n/build/\n!keep.log\n',
    'src/a.ts': 'a\n',
    'src/b.ts': 'b\n',
    'src/sub/c.ts': 'c\n',
    'docs/x.md': 'x\n',
    'docs/y.md': 'y\n',
    'two words.txt': '1\n',
    'Ümlaut.txt': 'ü\n',
    'run.sh': 'echo\n',
    'removed.txt': 'r\n',
    'keep.log': 'k\n',
    'conflict.txt': 'base\n',
    'top.txt': '1\n',
  });
  runGit(folder, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', `${root}/lib`, 'vendor/lib');
  commit('submodule');
  runGit(folder, 'tag', 'v1');
  runGit(folder, 'checkout', '-qb', 'topic');
  commit('topic 1', { 'conflict.txt': 'topic\n', 'src/new-in-topic.ts': 't\n' });
  commit('topic 2', { 'docs/x.md': 'topic x\n' });
  runGit(folder, 'checkout', '-q', 'main');
  runGit(folder, 'remote', 'add', 'origin', `${root}/remote.git`);
  runGit(folder, 'push', '-q', 'origin', 'main', 'topic');
  runGit(folder, 'branch', '-q', '--set-upstream-to=origin/main');
  commit('main 1', { 'conflict.txt': 'main\n' });
  commit('main 2', { 'src/m.ts': 'm\n' });
  runGit(folder, 'rm', '-q', 'removed.txt');
  runGit(folder, 'commit', '-qm', 'main 3');
  runGit(folder, 'branch', 'old', 'HEAD~1');
  write(folder, { 'src/a.ts': 'stash a\n', 'u.new': 'u\n' });
  runGit(folder, 'stash', '-uqm', 'wip');
  write(folder, { 'src/b.ts': 'stash b\n' });
  runGit(folder, 'stash', '-qm', 'wip2');
  runGit(folder, 'worktree', 'add', '-q', `${root}/wt`, 'topic');
  write(`${root}/wt`, { 'mine.txt': 'mine\n', 'src/a.ts': 'wt a\n', 'x.log': 'l' });
  write(folder, { 'src/a.ts': 'index a\n', 'added.ts': 'added\n' });
  runGit(folder, 'add', 'src/a.ts', 'added.ts');
  write(folder, {
    'src/a.ts': 'disk a\n',
    'src/b.ts': 'disk b\n',
    'docs/x.md': 'disk x\n',
    'two words.txt': '2\n',
    'note.md': 'n\n',
    'src/sub/wip.ts': 'w\n',
    'out/1.txt': '1\n',
    'out/2.log': '2\n',
    'build/x.js': 'x\n',
    'build/deep/y.js': 'y\n',
    'debug.log': 'd\n',
    'src/new-in-topic.ts': 'mine!\n',
    'removed.txt': 'back\n',
  });
  fs.chmodSync(`${folder}/run.sh`, 0o755);
  fs.rmSync(`${folder}/docs/y.md`);
  write(`${folder}/vendor/lib`, { 'lib.txt': 'changed in lib\n', 'extra.txt': 'e\n' });
}

const place = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-odd-')));
after(() => fs.rmSync(place, { recursive: true, force: true }));

/** A copy, always in the same place: work trees and submodules are known by their paths. */
export function project(): string {
  const root = `${place}/root`;
  if (!fs.existsSync(`${place}/kept`)) {
    build(root);
    fs.renameSync(root, `${place}/kept`);
  }
  fs.rmSync(root, { recursive: true, force: true });
  execFileSync('cp', ['-a', `${place}/kept`, root]);
  return root;
}
