import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPreviews, previewOnce } from '../../../src/app/previews.ts';
import { remarkSentence } from '../../../src/app/sentences/previews.ts';
import type { PreviewReport, PreviewSource } from '../../../src/preview/preview.ts';
import { effect, scratch, subject, write } from '../../support/previewSubject.ts';

const about = subject('/nowhere', []);
const at = { dist: 'dist', home: '/nowhere' };

function source(name: string, look: PreviewSource['look'], wants: () => boolean = () => true): PreviewSource {
  return { name, wants, look };
}

const report = (name: string, state: PreviewReport['state']): PreviewReport => ({
  source: name,
  state,
  entries: [],
  unknown: [],
});

const forever: PreviewSource['look'] = (_subject, _report, signal) =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

test('reports of all sources come together; one that throws or is silent has failed, and says so', async () => {
  const reports = await previewOnce(
    {
      ...at,
      sources: [
        source('good', async (_subject, tell) => tell(report('good', 'done'))),
        source('throws', () => Promise.reject(new Error('broken'))),
        source('silent', async () => {}),
        source(
          'confused',
          async (_subject, tell) => tell(report('confused', 'done')),
          () => {
            throw new Error('cannot say');
          },
        ),
        source('other', forever, () => false),
      ],
    },
    about,
  );
  assert.deepEqual(
    reports.map(({ source: name, state, unknown }) => [name, state, unknown.map(remarkSentence).join()]),
    [
      ['good', 'done', ''],
      ['throws', 'failed', 'The look at throws failed: broken.'],
      ['silent', 'failed', 'The look at silent ended without an answer.'],
      ['confused', 'done', ''],
    ],
  );
});

test('a source that never ends is given up at the deadline, keeps what it found, and is cancelled', async () => {
  let cancelled = false;
  const slow = source('slow', async (asked, tell, signal) => {
    tell({ ...report('slow', 'counting'), unknown: [{ code: 'unknown.limit-time', values: {} }] });
    await forever(asked, tell, signal);
    cancelled = true;
    tell(report('slow', 'done'));
  });
  const [only] = await previewOnce({ ...at, sources: [slow], deadline: 30 }, about);
  assert.equal(only?.state, 'failed');
  assert.deepEqual(
    only?.unknown.map(({ code }) => code),
    ['unknown.limit-time', 'unknown.timeout'],
  );
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(cancelled, true);
});

test('many reports reach the listener as few, the last one always', async () => {
  const busy = source('busy', async (_subject, tell) => {
    for (let n = 0; n < 200; n += 1) {
      tell(report('busy', 'counting'));
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    tell(report('busy', 'done'));
  });
  const calls: string[] = [];
  await new Promise<void>((resolve) => {
    openPreviews({ ...at, sources: [busy], pause: 1_000 }).start(about, ([only]) => {
      calls.push(only?.state ?? 'none');
      if (only?.state === 'done') resolve();
    });
  });
  assert.ok(calls.length <= 2, `called ${calls.length} times`);
});

test('stopped: no further call, and every source is cancelled', async () => {
  const signals: AbortSignal[] = [];
  const two = ['a', 'b'].map((name) =>
    source(name, (asked, tell, signal) => {
      signals.push(signal);
      return forever(asked, tell, signal);
    }),
  );
  let calls = 0;
  const stop = openPreviews({ ...at, sources: two }).start(about, () => {
    calls += 1;
  });
  stop();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([calls, signals.map(({ aborted }) => aborted)], [0, [true, true]]);
});

test('a listener that throws stops nothing', async () => {
  let calls = 0;
  await new Promise<void>((resolve) => {
    const quick = source('quick', async (_subject, tell) => {
      tell(report('quick', 'counting'));
      await new Promise((wait) => setTimeout(wait, 20));
      tell(report('quick', 'done'));
      setImmediate(resolve);
    });
    openPreviews({ ...at, sources: [quick], pause: 1 }).start(about, () => {
      calls += 1;
      throw new Error('not my day');
    });
  });
  assert.ok(calls >= 2);
});

test('a subject that nobody wants is over at once', async () => {
  assert.deepEqual(await previewOnce(at, about), []);
});

test("the product's own sources look at files", async (t) => {
  const folder = scratch(t);
  write(folder, { 'd/a.txt': 'a' });
  const deletion = effect({
    kind: 'file.delete',
    object: { type: 'directory', name: `${folder}/d` },
    traits: ['recursive'],
  });
  const [files] = await previewOnce(at, subject(folder, [deletion]));
  assert.deepEqual(files?.entries[0]?.count, { kind: 'exact', value: 1 });
});
