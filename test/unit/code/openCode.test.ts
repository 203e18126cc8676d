import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { openCodeReader } from '../../../src/code/openCode.ts';
import type { Reading } from '../../../src/reading/reader.ts';
import { CONTEXT } from './reading.ts';

const FROM_WORKER: Reading = { effects: [], embedded: [], problems: [], asks: [], complete: true };
const folder = path.join(process.cwd(), 'node_modules', '@vscode', 'tree-sitter-wasm', 'wasm');

/** A reader whose worker counts its requests; `now` gives its moments one by one, then the last one again. */
async function open(moments: readonly number[], wasm = (name: string) => readFile(path.join(folder, name))) {
  const asked: unknown[] = [];
  let at = 0;
  const reader = await openCodeReader({
    worker: {
      ask: (request) => {
        asked.push(request);
        return Promise.resolve({ ok: true, value: FROM_WORKER });
      },
      close: () => Promise.resolve(),
    },
    wasm,
    now: () => moments[Math.min(at++, moments.length - 1)] ?? 0,
  })();
  const read = async (text: string): Promise<Reading> => reader({ language: 'code', dialect: 'python', text }, CONTEXT);
  return { asked, read };
}

test('a short program is read without the worker', async () => {
  const { asked, read } = await open([0]);
  const reading = await read("import os; os.remove('a')");
  assert.deepEqual(
    reading.effects.map(({ kind, object }) => `${kind} ${object.name}`),
    ['file.delete /workspace/a'],
  );
  assert.equal(asked.length, 0);
});

test('a long one goes to the worker', async () => {
  const { asked, read } = await open([0]);
  assert.equal(await read('print(1)\n'.repeat(1000)), FROM_WORKER);
  assert.equal(asked.length, 1);
});

test('one that the parser does not finish at once goes to the worker, and the next one is read here again', async () => {
  const { asked, read } = await open([0, 0, 1000]);
  assert.equal(await read('print([((1 + 2) * 3) for x in range(10)])\n'.repeat(40)), FROM_WORKER);
  assert.equal(asked.length, 1);
  assert.deepEqual(
    (await read('print(open("a").read())')).effects.map(({ kind }) => kind),
    ['file.read'],
  );
  assert.equal(asked.length, 1);
});

test('without its grammar the worker is asked, which says what is wrong', async () => {
  const { asked, read } = await open([0], () => Promise.reject(new Error('no such file')));
  assert.equal(await read('print(1)'), FROM_WORKER);
  assert.equal(asked.length, 1);
});
