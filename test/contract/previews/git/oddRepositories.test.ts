import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { gitSource } from '../../../../src/preview/git/gitSource.ts';
import { volume } from '../../../support/volume.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { lostFiles, really, stateOf } from './gitReality.ts';
import { fingerprint, lookAt, runGit } from '../../../support/previewSubject.ts';
import { project } from './oddProject.ts';
import {
  assumed,
  deep,
  detached,
  editing,
  intended,
  linked,
  listed,
  merging,
  modeless,
  nested,
  rebasing,
  renamed,
  sparse,
  tidy,
  two,
  unasked,
  unlisted,
  type Prepare,
} from './oddStates.ts';

/** How well the figure is known. `exact` must be met to the last one; `most` must not be exceeded, `least` must be met; `none`: nothing is said. */
type Claim = 'exact' | 'most' | 'least' | 'unknown' | 'none';

type Case = readonly [claim: Claim, command: string, prepare?: Prepare];

/** Each of these was told wrongly once. */
const FOUND: readonly Case[] = [
  ['exact', 'git restore --staged .'],
  ['exact', 'git restore --staged src/a.ts'],
  ['exact', 'git reset'],
  ['exact', 'git reset -- src/a.ts'],
  ['exact', 'git reset HEAD src'],
  ['exact', 'git reset HEAD~1 -- src/a.ts'],
  ['exact', 'cd src && git reset -q a.ts'],
  ['exact', 'git rm --cached -f src/a.ts added.ts'],
  ['most', 'git reset -- "*.ts"'],
  ['none', 'git rm --cached src/a.ts'],
  ['none', 'git restore --staged added.ts'],
  ['none', 'git reset docs'],
  ['exact', 'git restore --staged .', intended],
  ['most', 'git switch --discard-changes --detach v1'],
  ['most', 'git stash pop'],
  ['most', 'git stash pop stash@{1}'],
  ['exact', 'git stash pop', tidy],
  ['exact', 'git reflog expire --expire=now --all'],
  ['exact', 'git reflog delete stash@{1}'],
  ['exact', 'git update-ref -d refs/stash'],
  ['most', 'git add -A && git reset --hard'],
  ['unknown', 'git submodule update --init --force'],
  ['exact', 'git rebase --skip', rebasing],
  ['unknown', 'git rebase --skip'],
  ['exact', 'git submodule deinit -f --all', two],
  ['exact', 'cd src && git submodule deinit --force --all'],
  ['exact', 'git submodule deinit -f .', two],
  ['exact', 'git submodule deinit -f vendor', two],
  ['exact', 'cd src && git submodule deinit -f .'],
  ['most', 'git submodule deinit --all', two],
  ['most', 'git submodule deinit -f nosuch vendor/lib'],
  ['least', 'git submodule deinit -f --all', deep],
  ['unknown', 'git submodule deinit -f --all', unlisted],
];

/** And these were right. */
const MORE: readonly Case[] = [
  ['most', 'git checkout -- "*.ts"'],
  ['exact', 'git checkout -- :/'],
  ['most', 'git checkout -- ":(exclude)docs"'],
  ['most', 'git restore ":(top,glob)**/*.md"'],
  ['exact', 'cd src && git restore ..'],
  ['exact', 'git reset --hard', merging],
  ['most', 'git merge --abort', merging],
  ['most', 'git rebase --abort', rebasing],
  ['most', 'git checkout --ours .', merging],
  ['most', 'git checkout .', merging],
  ['exact', 'git clean -fd', merging],
  ['exact', 'git reset --hard @{u}'],
  ['exact', 'git reset --hard main@{1}'],
  ['most', 'git fetch origin && git reset --hard origin/main'],
  ['exact', 'git checkout -f old'],
  ['exact', 'git checkout old --force', merging],
  ['most', 'git checkout topic -f'],
  ['exact', 'git checkout -f -b fresh v1'],
  ['exact', 'git checkout --no-overlay v1 -- .'],
  ['exact', 'git checkout stash@{0} -- src/b.ts'],
  ['exact', 'git restore -s v1 -SW .'],
  ['exact', 'git restore "two words.txt" Ümlaut.txt'],
  ['most', 'git restore --pathspec-from-file=list.txt', listed],
  ['most', 'git restore nosuch src/b.ts'],
  ['exact', 'git clean -ffdX', nested],
  ['exact', 'git clean -fdX', nested],
  ['exact', 'git clean -ffdx', nested],
  ['exact', 'git clean -fdx -e /build/ -e "*.log"'],
  ['exact', 'git clean -fdX -e "!debug.log"'],
  ['exact', 'cd out && git clean -fdx'],
  ['exact', 'git clean -d', unasked],
  ['exact', 'git -C vendor/lib clean -fd'],
  ['exact', 'git -C ../wt reset --hard'],
  ['exact', 'git submodule deinit -f vendor/lib'],
  ['unknown', 'git submodule foreach git clean -fd'],
  ['exact', 'git worktree remove -f ../wt'],
  ['exact', 'git reset --hard HEAD~1', detached],
  ['exact', 'git commit --amend -m other', detached],
  ['exact', 'git branch -D old topic'],
  ['exact', 'git reset --hard', sparse],
  ['exact', 'git checkout .', sparse],
  ['exact', 'git clean -fdx', sparse],
  ['exact', 'git checkout .', modeless],
  ['exact', 'git reset --hard', intended],
  ['exact', 'git checkout .', assumed],
  ['exact', 'git checkout -f old', assumed],
  ['exact', 'git reset --hard', renamed],
  ['exact', 'git restore -SW .', renamed],
  ['exact', 'git reset --hard', linked],
  ['exact', 'git checkout old -- .', linked],
  ['exact', 'git clean -fd', linked],
];

const all = [...FOUND, ...MORE.slice(0, volume(3, MORE.length))];

for (const [claim, command, prepare] of all) {
  test(`${command}${prepare === undefined ? '' : ` (${prepare.name})`}: what is told is what really goes`, async () => {
    const root = project();
    const folder = `${root}/app`;
    prepare?.(folder);
    const subject = await shellSubject(folder, command);
    const print = fingerprint(root);
    const { entries, unknown, state } = await lookAt(gitSource({}), subject);
    assert.equal(fingerprint(root), print, 'the look changed something');
    assert.equal(state, 'done');
    const lossy = (command === 'git reflog delete stash@{1}' ? [] : unknown).map(({ code }) => code);
    if (claim === 'unknown') {
      assert.ok(lossy.length > 0, 'it is told as if it were known');
      return;
    }
    assert.deepEqual(lossy, []);

    const inside = ['vendor/lib', 'vendor/lib/deeper', 'tools/lib'];
    const places = [folder, `${root}/wt`, ...inside.map((name) => `${folder}/${name}`)].filter((one) =>
      fs.existsSync(`${one}/.git`),
    );
    const before = places.map(stateOf);
    really(folder, command);
    const lost = places.flatMap((one, at) => {
      const was = before[at];
      if (was === undefined) return [];
      // A work tree that is gone takes all that was in no commit.
      const now = fs.existsSync(`${one}/.git`) ? stateOf(one) : { ...was, files: new Map(), index: new Map() };
      return lostFiles(was, now).filter(
        (name) =>
          !inside.some(
            (own) => `${one}/${name}`.startsWith(`${folder}/${own}/`) && one.length < `${folder}/${own}`.length,
          ),
      );
    });
    const [was] = before;
    const now = stateOf(folder);
    assert.ok(was !== undefined);
    const real: Readonly<Record<string, number>> = {
      // The empty content of what is added by intent alone is no loss.
      files: lost.filter((name) => name !== 'ita.ts' || claim !== 'exact' || !command.includes('--staged')).length,
      stashes: was.stashes - now.stashes,
    };
    if (claim === 'none') {
      assert.deepEqual(entries, []);
      assert.deepEqual(real, { files: 0, stashes: 0 });
      return;
    }
    for (const unit of ['files', 'stashes'] as const) {
      const told = entries.filter((entry) => entry.unit === unit);
      const sum = told.reduce((total, { count }) => total + (count.value ?? NaN), 0);
      if (claim === 'exact') {
        assert.ok(
          told.every(({ count }) => count.kind === 'exact'),
          `${unit}: ${JSON.stringify(told.map(({ count }) => count))}`,
        );
        assert.equal(sum, real[unit], `${unit}: told and real differ (${lost.join()})`);
      } else if (claim === 'least') {
        if (unit === 'files') assert.ok(told.some(({ count }) => count.kind === 'at-least'));
        assert.ok(sum <= (real[unit] ?? 0), `${unit}: ${sum} were told at least, ${real[unit]} went (${lost.join()})`);
      } else {
        assert.ok(
          told.every(({ count }) => count.kind === 'estimate'),
          `${unit}: ${JSON.stringify(told.map(({ count }) => count))}`,
        );
        assert.ok(sum >= (real[unit] ?? 0), `${unit}: ${sum} were told at most, ${real[unit]} went (${lost.join()})`);
      }
    }
  });
}

test('the commit that a rebase skips is shown with its author, and stays where it was', async () => {
  const folder = `${project()}/app`;
  rebasing(folder);
  const skipped = runGit(folder, 'rev-parse', 'REBASE_HEAD').trim();
  const { entries } = await lookAt(gitSource({}), await shellSubject(folder, 'git rebase --skip'));
  const [entry] = entries;
  assert.deepEqual(entry?.count, { kind: 'exact', value: 1 });
  const [sample] = entry?.sample ?? [];
  const columns = sample !== undefined && 'columns' in sample ? Object.fromEntries(sample.columns) : {};
  assert.deepEqual([columns['commit'], columns['author'], columns['subject']], [skipped.slice(0, 10), 't', 'main 1']);
  assert.deepEqual(
    entry?.notes?.map(({ code }) => code),
    ['note.reflog-will-keep'],
  );
  really(folder, 'rm src/new-in-topic.ts; git rebase --skip');
  assert.ok(runGit(folder, 'rev-list', '--reflog').includes(skipped), 'the reflog does not have it');
});

test('a commit that a rebase has stopped at to edit is not said to be skipped for certain', async () => {
  const folder = `${project()}/app`;
  editing(folder);
  const { entries } = await lookAt(gitSource({}), await shellSubject(folder, 'git rebase --skip'));
  const [commit, files] = entries;
  assert.deepEqual(commit?.count, { kind: 'estimate', value: 1 });
  assert.equal(commit?.notes?.at(-1)?.code, 'note.at-most');
  assert.equal(files?.count.kind, 'exact');
  const before = stateOf(folder);
  really(folder, 'git rebase --skip');
  assert.equal(lostFiles(before, stateOf(folder)).length, files?.count.value);
});

test('staged content that was nowhere else comes back by the command that is shown', async () => {
  const root = project();
  const folder = `${root}/app`;
  const before = stateOf(folder).index.get('src/a.ts');
  const { entries, raise } = await lookAt(gitSource({}), await shellSubject(folder, 'git reset -q'));
  const [entry] = entries;
  assert.deepEqual(
    entry?.notes?.map(({ code }) => code),
    ['note.staged-alone'],
  );
  assert.equal(entry?.undo, 'git');
  assert.equal(raise, undefined, 'what git fsck still has is no reason for a higher level');
  really(folder, 'git reset -q');
  assert.notEqual(stateOf(folder).index.get('src/a.ts'), before);
  runGit('/', ...(entry?.restore ?? []).slice(1));
  assert.equal(stateOf(folder).index.get('src/a.ts'), before);
});
