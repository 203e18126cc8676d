import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { openCodeReader } from '../../../src/code/openCode.ts';
import type { Reading } from '../../../src/reading/reader.ts';
import { CONTEXT } from './reading.ts';

const FROM_WORKER: Reading = { effects: [], embedded: [], problems: [], asks: [], complete: true };
const folder = path.join(process.cwd(), 'node_modules', '@vscode', 'tree-sitter-wasm', 'wasm');

/** `a = f(a)` and the like, as often as fits into what is read here. */
const filled = (line: string, before = ''): string =>
  before + `${line}\n`.repeat((2000 - before.length) / (line.length + 1));
const HOSTILE: readonly string[] = [
  filled('f=lambda x,g=f: g(g(x))', 'f=open\n'),
  filled('a=sorted(zip(a,a))', 'a=["x"]\n'),
  filled('a=getattr(a,b)', 'import os\na=os\nb="x"\n'),
  filled('p=p.parent/"a"', 'import pathlib\np=pathlib.Path("x")\n'),
  Array.from({ length: 40 }, (_, at) => `def f${at}(a,b): f${(at + 1) % 30}(b+a,a); f${(at + 2) % 30}(a,b)`).join('\n'),
  Array.from({ length: 40 }, (_, at) => `def f${at}(a="x${at}",b=[a,a]): return f${(at + 1) % 30}(b,a)`).join('\n'),
];

/** A reader whose worker counts its requests; `now` gives its moments one by one, then the last one again; without any it is the clock. */
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
    now: moments.length === 0 ? () => performance.now() : () => moments[Math.min(at++, moments.length - 1)] ?? 0,
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

test('one that takes more work than its length goes to the worker, and the next one is read here again', async () => {
  const { asked, read } = await open([0, 0, 0, 0, 1000]);
  const hostile = `a = "x"\n${'a = (lambda b: b + a)(a + a)\n'.repeat(60)}open(a)`;
  assert.equal(await read(hostile), FROM_WORKER);
  assert.equal(asked.length, 1);
  assert.deepEqual(
    (await read('print(open("a").read())')).effects.map(({ kind }) => kind),
    ['file.read'],
  );
  assert.equal(asked.length, 1);
});

test('no short program keeps this thread for long', async () => {
  const { asked, read } = await open([]);
  await read('print(1)');
  for (const text of HOSTILE) {
    await read(text);
    const before = process.cpuUsage();
    await read(text);
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 75_000, `${String((user + system) / 1000)} ms: ${text.slice(0, 60)}`);
  }
  assert.ok(asked.length > HOSTILE.length);
});

test('without its grammar the worker is asked, which says what is wrong', async () => {
  const { asked, read } = await open([0], () => Promise.reject(new Error('no such file')));
  assert.equal(await read('print(1)'), FROM_WORKER);
  assert.equal(asked.length, 1);
});
