import fs from 'node:fs';
import { runGit, write } from '../../../support/previewSubject.ts';
import { really } from './gitReality.ts';

export interface Case {
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

export const about = (command: string, first?: Case['first']): Case => ({
  ...exact(command, first),
  claims: 'estimate',
});

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

/** HEAD is at commits of its own, two of which no branch has. */
export const away = (folder: string): void => {
  clean(folder);
  runGit(folder, 'checkout', '-q', '--detach', 'lonely');
  for (const name of ['one', 'two']) runGit(folder, 'commit', '-q', '--allow-empty', '-m', name);
};

/** Commands, what is prepared for them, and how well what they take is known. */
export const CASES: readonly Case[] = [
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
  exact('git worktree remove --force tree'),
  exact('cd src && git worktree remove --force root/tree'),
  about('git worktree remove tree'),
  about('git worktree remove --force app'),
  exact('git reflog expire --expire=now --all'),
  exact('git prune --expire=now', (folder) => {
    runGit(folder, 'reflog', 'expire', '--expire=now', '--all');
  }),
  exact('git checkout main', away),
  exact('git switch done', away),
  exact('git checkout -', away),
  exact('git checkout -f v1', away),
  exact('git checkout -b fresh main', away),
  exact('git switch -C twin done', (folder) => {
    away(folder);
    clearWay(folder);
  }),
  exact('git switch --detach lonely', away),
  about('git checkout feature', away),
  about('git switch v1', away),
  about('git checkout main', (folder) => {
    away(folder);
    write(folder, { 'log.txt': 'in the way\n' });
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
