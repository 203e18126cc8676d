import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { changedTexts, changesOf } from '../../src/app/card/text/changedTexts.ts';
import { remarkSentence } from '../../src/app/sentences/previews.ts';
import { diskTexts } from '../../src/app/texts.ts';
import { gitSource } from '../../src/preview/git/gitSource.ts';
import { shellSubject } from './previewAction.ts';
import { lostFiles, missing, really, stateOf } from './previewGitReality.ts';
import { fingerprint, lookAt, runGit, write } from './previewSubject.ts';

const source = gitSource({});

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
function project(): string {
  const root = `${place}/root`;
  if (!fs.existsSync(`${place}/kept`)) {
    build(root);
    fs.renameSync(root, `${place}/kept`);
  }
  fs.rmSync(root, { recursive: true, force: true });
  execFileSync('cp', ['-a', `${place}/kept`, root]);
  return root;
}

interface Case {
  readonly command: string;
  /** How well the figure is known; `exact` must be met by reality to the last one, and so must the others here. */
  readonly claims: 'exact' | 'estimate';
  /** Prepared beside the project's own state. */
  readonly first?: (folder: string) => void;
}

const exact = (command: string, first?: Case['first']): Case => ({
  command,
  claims: 'exact',
  ...(first === undefined ? {} : { first }),
});

const about = (command: string, first?: Case['first']): Case => ({ ...exact(command, first), claims: 'estimate' });

const clean = (folder: string): void => {
  runGit(folder, 'reset', '-q', '--hard');
};

const clearWay = (folder: string): void => {
  fs.rmSync(`${folder}/f1.txt`);
};

const nested = (folder: string): void => {
  write(folder, { 'nested/own.txt': 'own\n', 'nested/more.txt': 'more\n' });
  runGit(`${folder}/nested`, 'init', '-q');
};

const skipped = (folder: string): void => {
  runGit(folder, 'update-index', '--skip-worktree', 'c.txt');
  write(folder, { 'c.txt': 'mine alone\n' });
};

const CASES: readonly Case[] = [
  exact('git reset --hard'),
  exact('git -C . reset --hard HEAD'),
  exact('git reset --hard HEAD~2'),
  exact('git reset --hard feature'),
  exact('git reset --har done'),
  exact('git checkout -f'),
  exact('git checkout -f feature~1'),
  exact('git checkout --force -B twin', clearWay),
  exact('git switch --discard-changes done'),
  exact('git switch -f -C twin lonely', clearWay),
  exact('git checkout .'),
  exact('git checkout -- a.txt'),
  exact('git checkout -- src'),
  exact('cd src && git checkout -- .'),
  exact('cd src && git reset --hard'),
  exact('git checkout HEAD -- .'),
  exact('git checkout HEAD~2 -- a.txt b.txt'),
  exact('git checkout feature -- f1.txt'),
  exact('git restore .'),
  exact('git restore src'),
  exact('git restore --source=HEAD~2 .'),
  exact('git restore -s feature f1.txt'),
  exact('git restore --staged --worktree .'),
  exact('git restore -SW --source HEAD~3 both.txt'),
  exact('git clean -f'),
  exact('git clean -fd'),
  exact('git clean -fdx'),
  exact('git clean -fx'),
  exact('git clean -fdX'),
  exact('git clean -fX'),
  exact('git clean -fd -e "*.txt"'),
  exact('git clean -fdx -e "*.bin"'),
  exact('git clean -f plans'),
  exact('git clean -d'),
  exact('git clean -ffd', (folder) => {
    write(folder, { 'nested/own.txt': 'own\n' });
    runGit(`${folder}/nested`, 'init', '-q');
  }),
  exact('git clean -fd', (folder) => {
    write(folder, { 'nested/own.txt': 'own\n' });
    runGit(`${folder}/nested`, 'init', '-q');
  }),
  exact('git stash drop'),
  exact('git stash drop stash@{1}'),
  exact('git stash drop stash@{2}'),
  exact('git stash clear'),
  exact('git stash pop', clean),
  exact('git branch -D done'),
  exact('git branch -D lonely'),
  exact('git branch -D twin'),
  exact('git branch --delete --force twin lonely'),
  exact('git branch -D twin && git branch -D lonely'),
  exact('git branch -f lonely main'),
  exact('git branch -M twin lonely'),
  exact('git branch -Dr origin/main'),
  exact('git tag -d v1'),
  exact('git tag -d v2'),
  exact('git tag -d v1 v2'),
  exact('git tag -f v2 main'),
  exact('git update-ref -d refs/heads/lonely'),
  exact('git update-ref refs/heads/lonely main'),
  exact('git reset --soft HEAD~1'),
  exact('git reset HEAD~2'),
  exact('git reset --hard HEAD~4', clean),
  exact('git commit --amend --no-edit'),
  exact('git commit --amend -m other', clean),
  exact('git rebase -X theirs feature', clean),
  exact('git rebase HEAD~2', clean),
  exact('git rebase --force-rebase HEAD~2', clean),
  exact('git rebase --onto HEAD~2 HEAD~1', (folder) => {
    clean(folder);
    write(folder, { 'g.txt': 'g\n' });
    runGit(folder, 'add', 'g.txt');
    runGit(folder, 'commit', '-qm', 'add g');
  }),
  exact('git worktree remove --force ../tree'),
  exact('git worktree remove ../tree', (folder) => {
    runGit(`${folder}/../tree`, 'reset', '-q', '--hard');
    fs.rmSync(`${folder}/../tree/mine.txt`);
  }),
  exact('git reflog expire --expire=now --all'),
  exact('git prune --expire=now', (folder) => {
    runGit(folder, 'reflog', 'expire', '--expire=now', '--all');
  }),
  about('git reflog expire --expire=now --all && git gc --prune=now'),
  about('git gc --prune=now'),
  about('git -c clean.requireForce=false clean -d'),
  about('git stash && git reset --hard HEAD~1'),
  about('git stash drop; git stash drop'),
  about('npm test; git branch -D lonely'),
  exact('git clean -ffd nested', nested),
  exact('git clean -fd nested', nested),
  about('git clean -fdx -- "*.txt"'),
  about('git checkout -- nothing.txt a.txt'),
  about('git checkout HEAD -- both.txt staged.txt'),
  about('git checkout -f feature'),
  exact('git checkout --no-overlay HEAD~2 -- src'),
  exact('git reset --hard', skipped),
  exact('git checkout .', skipped),
  about('git reset --hard HEAD -- a.txt'),
  exact('git reset --hard', (folder) => {
    fs.rmSync(`${folder}/c.txt`);
    write(folder, { 'c.txt/inside.txt': 'in the way\n' });
  }),
  exact('git reset --hard', (folder) => {
    fs.rmSync(`${folder}/src`, { recursive: true });
    fs.symlinkSync('plans', `${folder}/src`);
  }),
  about('git restore .', (folder) => {
    clean(folder);
    really(folder, 'rm f1.txt; git merge feature');
    write(folder, { 'log.txt': 'resolved\n', 'c.txt': 'mine\n' });
  }),
  about('git worktree remove ../tree'),
  about('git worktree remove -f ../tree', (folder) => {
    runGit(folder, 'worktree', 'lock', `${folder}/../tree`);
  }),
];

for (const { command, claims, first } of CASES) {
  test(`${command}: predicted is what really goes`, async () => {
    const root = project();
    const folder = `${root}/app`;
    first?.(folder);
    const subject = await shellSubject(folder, command);
    const print = fingerprint(root);
    const { entries, unknown, state } = await lookAt(source, subject);
    assert.equal(fingerprint(root), print, 'the look changed something');
    assert.equal(state, 'done');
    assert.deepEqual(unknown.map(remarkSentence), []);
    assert.ok(entries.length > 0, `nothing was predicted for ${JSON.stringify(subject.reading.effects)}`);

    const tree = fs.existsSync(`${root}/tree`) ? stateOf(`${root}/tree`) : undefined;
    const texts = await changedTexts(changesOf([{ source: '', state, entries, unknown }]), folder, diskTexts());
    const before = stateOf(folder);
    really(folder, command);
    const now = stateOf(folder);
    const gone = tree !== undefined && !fs.existsSync(`${root}/tree`);
    const NOTHING = { ...now, files: new Map(), index: new Map() };
    const reality: Readonly<Record<string, number>> = {
      files: lostFiles(before, now).length + (gone ? lostFiles(tree, NOTHING).length : 0),
      commits: command.includes('reflog')
        ? onlyInReflogs(folder, before.objects)
        : missing(before.commits, now.commits).length,
      stashes: before.stashes - now.stashes,
      objects: missing(before.objects, now.objects).length,
    };
    const predicted = new Map<string, number>();
    for (const { unit, count } of entries) predicted.set(unit, (predicted.get(unit) ?? 0) + (count.value ?? NaN));
    // Of two steps the second one finds what the first has left.
    assert.equal(entries.at(-1)?.count.kind, claims, `${entries.at(-1)?.verb} of ${entries.at(-1)?.unit}`);
    if (claims === 'estimate' && !command.includes('gc')) return;
    if (entries.every(({ unit, changes }) => unit === 'files' || changes === undefined) && !gone) {
      for (const { name, before: was, after: will } of texts) {
        assert.equal(was, before.files.get(name) ?? '', `${name}: the comparison and what it is differ`);
        assert.equal(will, now.files.get(name) ?? '', `${name}: the comparison and what it becomes differ`);
      }
    }
    const undo = entries.flatMap(({ restore }) => (restore === undefined ? [] : [restore.slice(1)]));
    for (const [unit, value] of predicted) {
      if (unit === 'commits' && command.includes('gc')) continue;
      assert.equal(value, reality[unit], `${unit}: the prediction and the real run differ`);
    }
    // What takes more than one command to come back offers the first of them.
    for (const words of undo) runGit(folder, ...words);
    const back = stateOf(folder);
    if (undo.length > 0 && !command.includes('clear')) {
      assert.equal(before.stashes - back.stashes, 0, 'the command that brings it back does not');
      if (before.stashes === now.stashes)
        assert.deepEqual(missing(before.commits, back.commits), [], 'the command that brings it back does not');
    }
  });
}

const PUSHES: readonly Case[] = [
  about('git push --force origin lonely:main'),
  about('git push -f origin +feature~1:feature'),
  about('git push origin +HEAD:feature'),
  about('git push --force-with-lease', (folder) => {
    runGit(folder, 'reset', '-q', '--hard', 'HEAD~3');
  }),
  about('git push origin --delete feature'),
  about('git push origin :feature'),
  about('git push --delete origin feature main'),
  about('git push --prune origin "refs/heads/*:refs/heads/*"', (folder) => {
    runGit(folder, 'branch', '-qm', 'feature', 'renamed');
  }),
];

for (const { command, first } of PUSHES) {
  test(`${command}: what the remote really loses`, async () => {
    const root = project();
    const folder = `${root}/app`;
    runGit(`${root}/remote.git`, 'config', 'receive.denyDeleteCurrent', 'ignore');
    first?.(folder);
    const print = fingerprint(root);
    const { entries, unknown } = await lookAt(source, await shellSubject(folder, command));
    assert.equal(fingerprint(root), print, 'the look changed something');
    if (command.includes('*')) {
      assert.deepEqual(
        unknown.map(({ code }) => code),
        ['unknown.git-words'],
      );
      return;
    }
    const commits = (): Set<string> => new Set(runGit(`${root}/remote.git`, 'rev-list', '--all').split('\n'));
    const before = commits();
    really(folder, command);
    const real = missing(before, commits()).length;
    assert.ok(entries.every(({ count }) => count.kind === 'estimate'));
    assert.equal(
      entries.reduce((sum, { count }) => sum + (count.value ?? NaN), 0),
      real,
    );
    assert.ok(entries.every(({ notes }) => notes?.some(({ code }) => code === 'note.remote-as-of')));
    for (const { restore } of entries) if (restore !== undefined) runGit(folder, ...restore.slice(1));
    assert.equal(missing(before, commits()).length, 0, 'the command that brings it back does not');
  });
}

/** Commits among the objects that no ref reaches: what an emptied reflog has let go. */
function onlyInReflogs(folder: string, objects: ReadonlySet<string>): number {
  const reached = new Set(runGit(folder, 'rev-list', '--all').split('\n'));
  const typed = ['cat-file', '--batch-check=%(objectname) %(objecttype)', '--batch-all-objects'];
  return runGit(folder, ...typed)
    .split('\n')
    .filter((line) => {
      const [id = '', type] = line.split(' ');
      return type === 'commit' && objects.has(id) && !reached.has(id);
    }).length;
}
