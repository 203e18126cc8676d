import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { openLookThread } from '../../../src/app/lookThread.ts';
import { openPreviews, previewOnce } from '../../../src/app/previews.ts';
import type { PreviewReport } from '../../../src/preview/preview.ts';
import { shellSubject } from '../../support/previewAction.ts';
import { fingerprint, lookAt, runGit, scratch, write } from '../../support/previewSubject.ts';

test('looks at the disk are made in a thread and end with what it found', async (t) => {
  const folder = scratch(t);
  runGit(folder, 'init', '-q');
  write(folder, { 'a.txt': '1', 'build/x.txt': 'x' });
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', 'first');
  write(folder, { 'a.txt': '2' });
  const print = fingerprint(folder);
  const both = await shellSubject(folder, 'git checkout -- a.txt && rm -rf build');
  const reports = await previewOnce({ dist: 'dist', home: folder }, both);
  assert.deepEqual(
    reports.map(({ source, state, entries }) => [source, state, entries.map(({ count }) => count.value)]),
    [
      ['files', 'done', [1]],
      ['git', 'done', [1]],
    ],
  );
  assert.equal(fingerprint(folder), print, 'the look changed something');
});

test('a look that nobody waits for any more is not begun', async (t) => {
  const thread = openLookThread('dist/none.mjs');
  const subject = await shellSubject(scratch(t), 'rm -rf build');
  await thread.look('files')(subject, () => assert.fail('nothing is reported'), AbortSignal.abort());
});

test('a glance tells what has changed since a look, and only that', async (t) => {
  const folder = scratch(t);
  runGit(folder, 'init', '-q');
  write(folder, { 'a.txt': '1', 'build/x.txt': 'x', 'kept.txt': 'k' });
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', 'first');
  write(folder, { 'a.txt': '2' });
  const options = { dist: 'dist', home: folder };
  const { changed } = openPreviews(options);
  const both = await shellSubject(folder, 'git checkout -- a.txt && rm -rf build');
  const look = () => previewOnce(options, both);
  let reports = await look();
  const steps: Readonly<Record<string, () => void>> = {
    'a file more': () => write(folder, { 'build/y.txt': 'y' }),
    'another content': () => write(folder, { 'build/x.txt': 'xx' }),
    'a file less': () => fs.rmSync(`${folder}/build/y.txt`),
    'the lost change': () => write(folder, { 'a.txt': '33' }),
    'something staged': () => runGit(folder, 'add', 'a.txt'),
    'a commit': () => runGit(folder, 'commit', '-qm', 'second'),
    'another branch': () => runGit(folder, 'checkout', '-qb', 'other'),
    'the folder itself': () => fs.rmSync(`${folder}/build`, { recursive: true }),
    'the folder again': () => write(folder, { 'build/x.txt': 'x' }),
  };
  for (const [what, step] of Object.entries(steps)) {
    assert.equal(await changed(reports), false, `before: ${what}`);
    step();
    assert.equal(await changed(reports), true, what);
    reports = await look();
  }
  write(folder, { 'kept.txt': 'other' });
  assert.equal(await changed(reports), false, 'what the action does not hit');
});

test('a look that is cancelled ends at once, and others in the same thread go on', async (t) => {
  const folder = scratch(t);
  for (let n = 0; n < 2_000; n += 1) write(folder, { [`d/${n}.txt`]: '' });
  const thread = openLookThread('dist/previewWorker.mjs');
  const about = await shellSubject(folder, 'rm -rf d');
  const controller = new AbortController();
  const reports: PreviewReport[] = [];
  const cancelled = thread.look('files')(about, (report) => reports.push(report), controller.signal);
  const source = { name: 'files', wants: () => true, look: thread.look('files') };
  const other = lookAt(source, about);
  controller.abort();
  await cancelled;
  const before = reports.length;
  assert.deepEqual((await other).entries[0]?.count, { kind: 'exact', value: 2_000 });
  assert.equal(reports.length, before, 'a cancelled look went on to report');
});

test('a thread that is closed in the middle of cancelled looks ends by itself: to terminate it there may end the editor', async (t) => {
  const folder = scratch(t);
  for (let n = 0; n < 2_000; n += 1) write(folder, { [`d/${n}.txt`]: '' });
  const about = await shellSubject(folder, 'rm -rf d');
  const codes: number[] = [];
  const onWorker = (worker: Worker): void => void worker.once('exit', (code) => codes.push(code));
  process.on('worker', onWorker);
  t.after(() => process.off('worker', onWorker));
  const thread = openLookThread('dist/previewWorker.mjs');
  const controller = new AbortController();
  let reported = (): void => undefined;
  const begun = new Promise<void>((resolve) => (reported = resolve));
  const looks = [...Array(8)].map(() => thread.look('files')(about, () => reported(), controller.signal));
  await begun;
  await thread.close();
  assert.deepEqual(codes, [], 'a thread that somebody still waits for is kept');
  controller.abort();
  await Promise.all(looks);
  await thread.close();
  assert.deepEqual(codes, [0], 'a terminated thread has code 1');
  await thread.look('files')(about, () => undefined, new AbortController().signal);
  await thread.close();
  assert.deepEqual(codes, [0, 0], 'a later look has another thread, which ends as well');
});

test('a thread that cannot be started fails its looks, and says so', async (t) => {
  const folder = scratch(t);
  const about = await shellSubject(folder, 'rm -rf d');
  const thread = openLookThread(`${folder}/nothing.mjs`);
  const look = (): Promise<void> => thread.look('files')(about, () => undefined, new AbortController().signal);
  await assert.rejects(look(), /nothing\.mjs/);
  await assert.rejects(look(), /nothing\.mjs/, 'the second look finds no thread that waits for ever');
});

test('a thread that rests does not keep the process that looked', (t) => {
  const folder = scratch(t);
  write(folder, { 'd/1.txt': '' });
  // The thread rests for a minute before it is given back.
  const options = { encoding: 'utf8', timeout: 40_000 } as const;
  const ended = spawnSync(process.execPath, ['out/contract/previews/lookThread.child.mjs', folder], options);
  assert.equal(ended.signal, null, 'it had to be killed');
  assert.equal(ended.status, 0, ended.stderr);
  assert.match(ended.stdout, /1$/);
});
