import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import { remarkSentence } from '../../src/app/sentences/previews.ts';
import { filesSource } from '../../src/preview/files/filesSource.ts';
import { shellSubject } from './previewAction.ts';
import { lookAt, scratch, write } from './previewSubject.ts';

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
