import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openWorker } from '../../../../src/app/workers/workerThread.ts';

const SCRIPT = `
import { parentPort } from 'node:worker_threads';
let asked = 0;
parentPort.on('message', ({ id, request }) => {
  asked += 1;
  if (request === 'hang') for (;;);
  if (request === 'die') process.exit(3);
  if (request === 'throw') throw new Error('on purpose');
  if (request === 'slow start') {
    parentPort.postMessage({ id, phase: 'loading' });
    setTimeout(() => {
      parentPort.postMessage({ id, phase: 'working' });
      parentPort.postMessage({ id, value: 'late but whole' });
    }, 300);
    return;
  }
  parentPort.postMessage({ id, value: [request, asked] });
});
parentPort.postMessage('ready');
`;

let folder = '';
let file = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keyturn-worker-'));
  file = path.join(folder, 'echo.mjs');
  await writeFile(file, SCRIPT);
});
after(() => rm(folder, { recursive: true, force: true }));

test('answers come back in order, one at a time', async () => {
  const worker = openWorker(file);
  const answers = await Promise.all(['a', 'b', 'c'].map((text) => worker.ask(text, 5000)));
  assert.deepEqual(answers, [
    { ok: true, value: ['a', 1] },
    { ok: true, value: ['b', 2] },
    { ok: true, value: ['c', 3] },
  ]);
  await worker.close();
});

test('a request that hangs is ended, and the next one gets a new thread', async () => {
  const worker = openWorker(file);
  assert.deepEqual(await worker.ask('hang', 100), { ok: false, why: 'deadline' });
  assert.deepEqual(await worker.ask('a', 5000), { ok: true, value: ['a', 1] });
  await worker.close();
});

test('a thread that dies or throws is a crash, and the next request gets a new one', async () => {
  const worker = openWorker(file);
  assert.deepEqual(await worker.ask('die', 5000), { ok: false, why: 'crash' });
  assert.deepEqual(await worker.ask('throw', 5000), { ok: false, why: 'crash' });
  assert.deepEqual(await worker.ask('a', 5000), { ok: true, value: ['a', 1] });
  await worker.close();
});

test('loading code does not count against the deadline', async () => {
  const worker = openWorker(file);
  await worker.ask('a', 5000);
  assert.deepEqual(await worker.ask('slow start', 100), { ok: true, value: 'late but whole' });
  await worker.close();
});

test('a file that is not there, and a closed worker, answer and do not throw', async () => {
  const missing = openWorker(path.join(folder, 'absent.mjs'));
  assert.deepEqual(await missing.ask('a', 1000), { ok: false, why: 'crash' });
  const closed = openWorker(file);
  await closed.close();
  assert.deepEqual(await closed.ask('a', 1000), { ok: false, why: 'crash' });
});
