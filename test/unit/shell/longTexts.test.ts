import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { openWorker } from '../../../src/app/workers/workerThread.ts';
import type { Context, Reading, Source } from '../../../src/reading/reader.ts';
import type { WorkerAnswer, WorkerPort } from '../../../src/reading/workerPort.ts';
import { openShellReader } from '../../../src/shell/openShell.ts';
import { CONTEXT } from './reading.ts';

const thread = openWorker(path.resolve('dist/shellWorker.mjs'));
after(() => thread.close());

const LONG = 20 * 1024;
const TEXTS: readonly Source[] = [
  { language: 'shell', text: 'cat src/a.ts | head -50 > out.txt\n'.repeat(LONG / 34) },
  { language: 'shell', dialect: 'powershell', text: 'Remove-Item a.txt\n'.repeat(LONG / 18) },
  { language: 'shell', dialect: 'cmd', text: 'del a.txt\n'.repeat(LONG / 10) },
  { language: 'shell', text: `${'for a in 1 2 3 4 5 6 7 8; do '.repeat(4)}rm $a${'; done'.repeat(4)}` },
  { language: 'shell', text: `A=xx\n${'A=$A$A\n'.repeat(30)}rm $A\n` },
  { language: 'argv', text: `rm ${'a'.repeat(LONG)}`, argv: ['rm', 'a'.repeat(LONG)] },
];

async function readBy(worker: WorkerPort | undefined, source: Source, context: Context = CONTEXT): Promise<Reading> {
  const reader = await openShellReader(worker)();
  return reader(source, context);
}

test('a long text, and one that is much work, is read in a thread of its own, as it would be here', async () => {
  for (const source of TEXTS) {
    const asked: unknown[] = [];
    const watched: WorkerPort = {
      ask: (request, deadlineMs) => {
        asked.push(request);
        return thread.ask(request, deadlineMs);
      },
      close: () => thread.close(),
    };
    const reading = await readBy(watched, source);
    assert.equal(asked.length, 1, source.dialect);
    assert.ok(reading.effects.length > 0);
    assert.deepEqual(reading, await readBy(undefined, source));
  }
});

test('a text that its thread does not finish, or that ends it, is one that cannot be inspected', async () => {
  const [source] = TEXTS;
  assert.ok(source !== undefined);
  for (const [answer, rule] of [
    [{ ok: false, why: 'deadline' }, 'problem.reader-deadline'],
    [{ ok: false, why: 'crash' }, 'problem.reader-crash'],
    [{ ok: true, value: { effects: [] } }, 'problem.reader-failed'],
  ] as const satisfies readonly (readonly [WorkerAnswer, string])[]) {
    const worker: WorkerPort = { ask: () => Promise.resolve(answer), close: () => Promise.resolve() };
    const reading = await readBy(worker, source, { ...CONTEXT, place: 'production', traits: ['elevated'] });
    assert.equal(reading.complete, false);
    assert.deepEqual(
      reading.problems.map((problem) => problem.rule),
      [rule],
    );
    assert.deepEqual(
      reading.effects.map(({ kind, environment, traits }) => [kind, environment, traits]),
      [['exec.opaque', 'production', ['elevated']]],
    );
  }
});

test('a short text, and one that is too long for any reader, wake no thread', async () => {
  const none: WorkerPort = { ask: () => assert.fail('asked'), close: () => Promise.resolve() };
  assert.equal((await readBy(none, { language: 'shell', text: 'rm a' })).effects.length, 1);
  for (const dialect of ['bash', 'powershell', 'cmd']) {
    const reading = await readBy(none, { language: 'shell', dialect, text: 'rm a\n'.repeat(20_000) });
    assert.deepEqual(
      reading.problems.map((problem) => problem.rule),
      ['problem.too-long'],
    );
  }
});
