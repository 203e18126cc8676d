import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { runGit, write } from '../../../support/previewSubject.ts';

/**
 * A project with uncommitted work in every state, a remote, branches that hold commits of their own and some that do not,
 * tags, two stashes, a second work tree, a commit that only a reflog has and objects that nothing has.
 */
function build(root: string): void {
  const folder = `${root}/app`;
  fs.mkdirSync(folder, { recursive: true });
  const commit = (name: string): void => {
    write(folder, { [name]: `${name}\n`, 'log.txt': `${name}\n` });
    runGit(folder, 'add', '.');
    runGit(folder, 'commit', '-qm', `add ${name}`);
  };
  runGit(root, 'init', '-q', '--bare', 'remote.git');
  runGit(folder, 'init', '-q', '-b', 'main');
  write(folder, { '.gitignore': '*.log\ncache/\n', 'src/deep.txt': '1\n', 'gone.txt': '1\n', 'staged.txt': '1\n' });
  for (const name of ['a.txt', 'b.txt', 'c.txt']) commit(name);
  runGit(folder, 'branch', 'done');
  runGit(folder, 'tag', 'v1');
  runGit(folder, 'checkout', '-qb', 'feature', 'HEAD~1');
  for (const name of ['f1.txt', 'f2.txt']) commit(name);
  runGit(folder, 'branch', 'twin');
  runGit(folder, 'checkout', '-q', '-b', 'lonely', 'main');
  for (const name of ['l1.txt', 'l2.txt', 'l3.txt']) commit(name);
  runGit(folder, 'tag', '-am', 'annotated', 'v2');
  runGit(folder, 'reset', '-q', '--hard', 'HEAD~1');
  runGit(folder, 'checkout', '-q', 'main');
  runGit(folder, 'remote', 'add', 'origin', `${root}/remote.git`);
  runGit(folder, 'push', '-q', 'origin', 'main', 'feature');
  runGit(folder, 'branch', '-q', '--set-upstream-to=origin/main');
  for (const name of ['d.txt', 'e.txt']) commit(name);
  commit('thrown.txt');
  runGit(folder, 'reset', '-q', '--hard', 'HEAD~1');
  for (const name of ['s1', 's2']) {
    write(folder, { 'b.txt': `${name}\n`, [`${name}.new`]: name });
    runGit(folder, 'stash', '-uqm', name);
  }
  runGit(folder, 'worktree', 'add', '-q', `${root}/tree`, 'feature');
  write(`${root}/tree`, { 'f1.txt': 'changed\n', 'mine.txt': 'mine\n', 'debug.log': 'log\n' });
  write(folder, { 'staged.txt': '2\n', 'added.txt': 'new\n', 'both.txt': 'in the index\n' });
  runGit(folder, 'add', '.');
  write(folder, {
    'a.txt': '2\n',
    'both.txt': 'on disk\n',
    'src/deep.txt': '2\n',
    'note.txt': 'mine\n',
    'f1.txt': 'in the way\n',
    'plans/x.txt': 'x\n',
    'plans/trace.log': 't\n',
    'src/z.txt': 'z\n',
    'debug.log': 'l\n',
    'cache/1.bin': '1\n',
  });
  fs.rmSync(`${folder}/gone.txt`);
}

const place = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-git-')));
after(() => fs.rmSync(place, { recursive: true, force: true }));

/** A copy of the project, always in the same place: its remote and its second work tree are known by their paths. */
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
