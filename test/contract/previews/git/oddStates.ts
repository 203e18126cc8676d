import fs from 'node:fs';
import { runGit, write } from '../../../support/previewSubject.ts';
import { really } from './gitReality.ts';

/** What a case makes of the project before the look. Its name is part of the test's. */
export type Prepare = (folder: string) => void;

export const tidy: Prepare = (folder) => {
  runGit(folder, 'stash', '-uq');
};
const ready: Prepare = (folder) => {
  runGit(folder, 'reset', '-q', '--hard');
  fs.rmSync(`${folder}/src/new-in-topic.ts`);
  fs.rmSync(`${folder}/removed.txt`);
};
export const merging: Prepare = (folder) => {
  ready(folder);
  really(folder, 'git merge topic');
  write(folder, { 'src/b.ts': 'during\n' });
};
export const rebasing: Prepare = (folder) => {
  ready(folder);
  really(folder, 'git rebase topic');
  write(folder, { 'docs/x.md': 'during\n' });
};
/** Stopped at a commit that is applied already. */
export const editing: Prepare = (folder) => {
  ready(folder);
  really(folder, "GIT_SEQUENCE_EDITOR='sed -i 1s/pick/edit/' git rebase -i HEAD~1");
  write(folder, { 'docs/x.md': 'during\n' });
};
export const detached: Prepare = (folder) => {
  tidy(folder);
  runGit(folder, 'checkout', '-q', '--detach');
  write(folder, { 'd.txt': 'd' });
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', 'detached work');
};
export const sparse: Prepare = (folder) => {
  tidy(folder);
  runGit(folder, 'sparse-checkout', 'set', 'docs');
  write(folder, { 'docs/x.md': 'sparse x\n', 'src/loose.ts': 'l\n' });
};
export const nested: Prepare = (folder) => {
  write(folder, { 'third/own.txt': 'o\n', 'build/inner/q.txt': 'q\n' });
  for (const name of ['third', 'build/inner']) runGit(`${folder}/${name}`, 'init', '-q', '--template=');
};
export const intended: Prepare = (folder) => {
  write(folder, { 'ita.ts': 'intent\n' });
  runGit(folder, 'add', '-N', 'ita.ts');
};
export const assumed: Prepare = (folder) => {
  runGit(folder, 'update-index', '--assume-unchanged', 'top.txt');
  write(folder, { 'top.txt': 'assumed\n' });
};
export const renamed: Prepare = (folder) => {
  runGit(folder, 'mv', 'docs/x.md', 'docs/z.md');
  write(folder, { 'docs/z.md': 'moved and changed\n' });
};
export const linked: Prepare = (folder) => {
  fs.rmSync(`${folder}/top.txt`);
  fs.symlinkSync('run.sh', `${folder}/top.txt`);
  fs.rmSync(`${folder}/src/sub`, { recursive: true });
  fs.symlinkSync('../docs', `${folder}/src/sub`);
};
export const modeless: Prepare = (folder) => {
  runGit(folder, 'config', 'core.fileMode', 'false');
};
export const unasked: Prepare = (folder) => {
  runGit(folder, 'config', 'clean.requireForce', 'false');
};
export const listed: Prepare = (folder) => write(folder, { 'list.txt': 'src/b.ts\n' });

const addSubmodule = (folder: string, name: string): void => {
  const library = fs.realpathSync(`${folder}/${folder.endsWith('/app') ? '../lib' : '../../../lib'}`);
  runGit(folder, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library, name);
};
export const two: Prepare = (folder) => {
  addSubmodule(folder, 'tools/lib');
  write(`${folder}/tools/lib`, {
    'more.txt': 'changed\n',
    'x/new.txt': 'n\n',
    '.gitignore': 'own.log\n',
    'own.log': 'l\n',
  });
};
export const deep: Prepare = (folder) => {
  addSubmodule(`${folder}/vendor/lib`, 'deeper');
  write(`${folder}/vendor/lib/deeper`, { 'lib.txt': 'deep\n' });
};
export const unlisted: Prepare = (folder) => fs.rmSync(`${folder}/.gitmodules`);
