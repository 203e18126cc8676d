import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { changedTexts, changesOf } from '../../../../src/app/card/text/changedTexts.ts';
import { remarkSentence } from '../../../../src/app/sentences/previews.ts';
import { diskTexts } from '../../../../src/app/texts.ts';
import { gitSource } from '../../../../src/preview/git/gitSource.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { about, away, CASES, type Case } from './gitCaseList.ts';
import { project } from './gitProject.ts';
import { lostFiles, missing, objectsOf, really, stateOf } from './gitReality.ts';
import { fingerprint, lookAt, runGit } from '../../../support/previewSubject.ts';

const source = gitSource({});

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
    const takesObjects = /\b(?:gc|prune|reflog)\b/.test(command);
    const kept = takesObjects ? objectsOf(folder) : new Set<string>();
    really(folder, command);
    const now = stateOf(folder);
    const gone = tree !== undefined && !fs.existsSync(`${root}/tree`);
    const NOTHING = { ...now, files: new Map(), index: new Map() };
    const reality: Readonly<Record<string, number>> = {
      files: lostFiles(before, now).length + (gone ? lostFiles(tree, NOTHING).length : 0),
      commits: command.includes('reflog') ? onlyInReflogs(folder, kept) : missing(before.commits, now.commits).length,
      stashes: before.stashes - now.stashes,
      objects: takesObjects ? missing(kept, objectsOf(folder)).length : 0,
    };
    const predicted = new Map<string, number>();
    for (const { unit, count } of entries) predicted.set(unit, (predicted.get(unit) ?? 0) + (count.value ?? NaN));
    // Of two steps the second one finds what the first has left.
    assert.equal(entries.at(-1)?.count.kind, claims, `${entries.at(-1)?.verb} of ${entries.at(-1)?.unit}`);
    if (claims === 'estimate' && !command.includes('gc')) return;
    if (
      entries.every(({ unit, verb, changes }) => (unit === 'files' && verb !== 'change') || changes === undefined) &&
      !gone
    ) {
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
    if (undo.length > 0 && !command.includes('clear')) {
      const back = stateOf(folder);
      assert.equal(before.stashes - back.stashes, 0, 'the command that brings it back does not');
      if (before.stashes === now.stashes)
        assert.deepEqual(missing(before.commits, back.commits), [], 'the command that brings it back does not');
    }
  });
}

test('a checkout that leaves no commit without a name says nothing', async () => {
  const folder = `${project()}/app`;
  const told = async (command: string): Promise<unknown> => {
    const { entries, unknown } = await lookAt(source, await shellSubject(folder, command));
    return [...entries, ...unknown];
  };
  assert.deepEqual(await told('git checkout done'), [], 'on a branch');
  away(folder);
  for (const command of ['git checkout -b kept', 'git switch -c kept', 'git checkout --detach', 'git checkout HEAD'])
    assert.deepEqual(await told(command), [], command);
  runGit(folder, 'branch', 'kept');
  assert.deepEqual(await told('git checkout main'), [], 'a branch has them');
});

test('commits that a detached HEAD leaves are listed with their authors, and where they can still be found', async () => {
  const folder = `${project()}/app`;
  away(folder);
  const { entries, raise } = await lookAt(source, await shellSubject(folder, 'git checkout main'));
  const [entry] = entries;
  assert.deepEqual(entry?.object, { type: 'branch', name: 'HEAD' });
  const columns = (entry?.sample ?? []).map((one) => ('columns' in one ? Object.fromEntries(one.columns) : {}));
  assert.deepEqual(
    columns.map(({ author, subject }) => [author, subject]),
    [
      ['t', 'two'],
      ['t', 'one'],
    ],
  );
  assert.deepEqual(entry?.notes, [{ code: 'note.reflog-will-keep', values: {} }]);
  assert.equal(raise, undefined, 'what the reflog has is no reason for a higher level');
});

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
