import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { factsThread } from '../../../../src/app/facts/factsThread.ts';
import type { FactsSubject } from '../../../../src/app/facts/diskFacts.ts';
import { stampOf, type FileStamp } from '../../../../src/app/facts/granted.ts';
import { openWorker } from '../../../../src/app/workers/workerThread.ts';
import type { WorkerAnswer, WorkerPort } from '../../../../src/reading/workerPort.ts';

const here = process.cwd();
const GROUND = { workspace: here, home: '/home/person' };
const subject: FactsSubject = {
  effects: [],
  asks: [{ ask: 'git-inert', directory: here, range: [0, 1] }],
  cwd: here,
  environment: {},
  git: false,
};

const answering = (ask: () => Promise<WorkerAnswer>): WorkerPort => ({ ask, close: () => Promise.resolve() });

const thread = openWorker(path.resolve('dist/factsWorker.mjs'));
after(() => thread.close());

test('a thread that the disk keeps is given up, and nothing passes', async () => {
  const facts = factsThread(
    answering(() => new Promise(() => undefined)),
    30,
  );
  assert.equal((await facts.look(subject, GROUND)).complete, false);
});

test('a thread that crashed knows nothing', async () => {
  const facts = factsThread(answering(() => Promise.resolve({ ok: false, why: 'crash' })));
  assert.equal((await facts.look(subject, GROUND)).complete, false);
});

test('what was taken for granted and is not so is told in place of facts, and so is a thread that knows nothing', async () => {
  const facts = factsThread(thread);
  const stamp = await stampOf(here);
  const ask = (folder: string, ...files: readonly FileStamp[]) => facts.lookIf?.({ folder, files }, subject, GROUND);
  assert.notEqual(await ask(here, { path: here, stamp }), undefined);
  assert.equal(await ask(`${here}/`, { path: here, stamp }), undefined);
  assert.equal(await ask(here, { path: here, stamp: `${stamp} more` }), undefined);
  const crashed = factsThread(answering(() => Promise.resolve({ ok: false, why: 'crash' })));
  assert.equal(await crashed.lookIf?.({ folder: here, files: [] }, subject, GROUND), undefined);
});

test('what keeps the editor’s thread busy takes nothing of the time for looking', async () => {
  const facts = factsThread(thread);
  let complete = false;
  // Other processes may keep the thread itself from running: that is tried again. A busy editor would fail each time.
  for (let attempt = 0; attempt < 5 && !complete; attempt++) {
    const looked = facts.look(subject, GROUND);
    for (let turn = 0; turn < 5; turn++) {
      // Longer than a look may take, again and again, as another extension does while the editor starts.
      for (const end = performance.now() + 60; performance.now() < end;);
      await new Promise((resolve) => setImmediate(resolve));
    }
    ({ complete } = await looked);
  }
  assert.equal(complete, true);
});
