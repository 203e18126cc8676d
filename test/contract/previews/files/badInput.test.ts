import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import { remarkSentence } from '../../../../src/app/sentences/previews.ts';
import { filesSource } from '../../../../src/preview/files/filesSource.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { lookAt, partsOf, runGit, scratch, write } from '../../../support/previewSubject.ts';

test('a tree that changes while it is walked is counted to the end', async (t) => {
  const folder = scratch(t);
  const make = (n: number): void => write(folder, { [`tree/${n % 40}/${n}`]: 'x' });
  for (let n = 0; n < 4_000; n += 1) make(n);
  let ended = false;
  const look = lookAt(filesSource({}), await shellSubject(folder, 'rm -rf tree')).finally(() => {
    ended = true;
  });
  let turns = 0;
  for (; !ended; turns += 1) {
    fs.rmSync(`${folder}/tree/${turns % 40}`, { recursive: true, force: true });
    make(4_000 + turns);
    await setImmediate();
  }
  const { state, entries, unknown } = await look;
  assert.ok(turns > 0, 'nothing changed meanwhile');
  assert.equal(state, 'done');
  assert.deepEqual(unknown.map(remarkSentence), []);
  const { count, notes = [] } = entries[0] ?? { count: { kind: 'unknown' } };
  assert.ok((count.value ?? Infinity) <= 4_000 + turns, `counted ${count.value}`);
  // A folder that went between its name and its names cannot be read: that is said, and the count is no longer exact.
  assert.equal(count.kind === 'exact', !notes.some(({ code }) => code === 'note.unread'));
});

test('what lies deeper than a path can say is "at least", in one sentence', async (t) => {
  const folder = fs.realpathSync(scratch(t));
  // Shells and `rm` step down name by name, and get further than a path of 4,096 bytes.
  const down = 'mkdir tree && cd tree && for i in $(seq 20); do mkdir "$N" && cd "$N" && echo x > file; done';
  const env = { PATH: process.env['PATH'], N: '\u202E'.repeat(80) };
  execFileSync('bash', ['-c', down], { cwd: folder, env });
  const { state, entries } = await lookAt(filesSource({}), await shellSubject(folder, 'rm -rf tree')).finally(() =>
    execFileSync('rm', ['-rf', `${folder}/tree`]),
  );
  assert.equal(state, 'done');
  const [entry] = entries;
  assert.equal(entry?.count.kind, 'at-least');
  assert.ok((entry?.count.value ?? 0) >= 15, `counted ${entry?.count.value}`);
  const unread = (entry?.notes ?? []).filter(({ code }) => code === 'note.unread').map(remarkSentence);
  assert.equal(unread.length, 1);
});

test('a name that is longer than any file’s is one sentence, as short as others', async (t) => {
  const folder = scratch(t);
  write(folder, { 'a.txt': 'x' });
  const long = `${'\u202E'.repeat(2_000)}${'x'.repeat(2_000)}`;
  const { state, entries, unknown } = await lookAt(
    filesSource({}),
    await shellSubject(folder, `rm -rf ${long} '${long}'/* a.txt`),
  );
  assert.equal(state, 'done');
  assert.deepEqual(
    entries.map(({ count }) => [count.kind, count.value]).filter(([, value]) => value !== 0),
    [['exact', 1]],
    'the file beside it is counted all the same',
  );
  const said = [...unknown, ...entries.flatMap(({ notes = [] }) => notes)].map(remarkSentence);
  for (const sentence of said) {
    assert.doesNotMatch(sentence, /has no sentence|undefined/);
    assert.ok(sentence.length < 500, `a sentence of ${sentence.length} characters`);
  }
});

test('without git nothing is said to come back, in one sentence', async (t) => {
  const folder = scratch(t);
  runGit(folder, 'init', '-q');
  write(folder, { 'd/a.txt': 'a', 'd/b.txt': 'b' });
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', 'first');
  const about = await shellSubject(folder, 'rm -rf d');
  const before = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  t.after(() => {
    process.env['PATH'] = before;
  });
  const { entries, unknown } = await lookAt(filesSource({}), about);
  assert.deepEqual(entries[0]?.count, { kind: 'exact', value: 2 });
  assert.deepEqual(partsOf(entries[0]), { unchecked: '2 unknown' });
  assert.equal(unknown.length, 1);
  assert.match(unknown.map(remarkSentence).join(), /git/);
});
