import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { openFreshness } from '../../../../src/app/card/freshness.ts';
import type { Level } from '../../../../src/effect/level.ts';
import type { Hold } from '../../../../src/review/hold.ts';
import { hold, WORKSPACE } from '../../../builders/holds.ts';

const START = Date.UTC(2026, 0, 5, 9, 30);

function counted(takenAt: number, level: Level = 'high'): Hold {
  return hold({
    action: { kind: 'shell', command: 'rm -rf data', shell: 'bash', cwd: WORKSPACE },
    level,
    previews: [{ source: 'files', state: 'done', entries: [], unknown: [], takenAt }],
  });
}

/** All that a watch does, in order, on a clock of its own. */
function scene() {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START });
  const done: string[] = [];
  const eyes = { open: true };
  const disk = { changed: false, glances: 0 };
  const { watch } = openFreshness({
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
    seen: () => eyes.open,
    recount: () => done.push('recount'),
    changed: () => {
      disk.glances += 1;
      return Promise.resolve(disk.changed);
    },
    say: ({ sentence, blocks }) => done.push(`${sentence}${blocks ? ' (blocks)' : ''}`),
  });
  return { watch, done, eyes, disk, later: (milliseconds: number) => mock.timers.tick(milliseconds) };
}

test('figures are taken again after 30 s, and what takes no second is not spoken of', (t) => {
  t.after(() => mock.timers.reset());
  const { watch, done, later } = scene();
  watch(counted(START));
  later(29_999);
  assert.deepEqual(done, []);
  later(1);
  assert.deepEqual(done, ['recount']);
  later(900);
  watch(counted(START + 30_900));
  later(20_000);
  assert.deepEqual(done, ['recount']);
});

test('what takes longer is said, once, until new figures are there', (t) => {
  t.after(() => mock.timers.reset());
  const { watch, done, later } = scene();
  watch(counted(START));
  later(30_000);
  later(1_000);
  assert.deepEqual(done, ['recount', 'Counted 31 seconds ago. Counting again… (blocks)']);
  watch(counted(START));
  later(3_000);
  assert.equal(done.length, 2, 'each redraw said it again');
  watch(counted(START + 34_000));
  assert.deepEqual(done.slice(2), ['']);
});

test('for nobody nothing is counted; who comes back is told at once', (t) => {
  t.after(() => mock.timers.reset());
  const { watch, done, eyes, later } = scene();
  eyes.open = false;
  watch(counted(START, 'low'));
  later(600_000);
  assert.deepEqual(done, []);
  eyes.open = true;
  watch(counted(START, 'low'));
  assert.deepEqual(done, ['Counted 10 minutes ago. Counting again…', 'recount'], 'a low one is not blocked by it');
  watch(undefined);
  later(60_000);
  assert.equal(done.filter((one) => one === 'recount').length, 1, 'what is not shown any more is counted');
});

test('what has changed since it was counted is counted again at once, and said', async (t) => {
  t.after(() => mock.timers.reset());
  const { watch, done, eyes, disk, later } = scene();
  /** Five seconds, and the answer to the glance that they end with. */
  const fiveSeconds = async (): Promise<void> => {
    later(5_000);
    await Promise.resolve();
  };
  watch(counted(START));
  await fiveSeconds();
  assert.deepEqual([disk.glances, done], [1, []], 'nothing had changed');
  eyes.open = false;
  disk.changed = true;
  await fiveSeconds();
  assert.deepEqual([disk.glances, done], [1, []], 'nobody was looking');
  eyes.open = true;
  await fiveSeconds();
  const changed = 'What it would hit has changed since it was counted. Counting again… (blocks)';
  assert.deepEqual(done, [changed, 'recount']);
  await fiveSeconds();
  await fiveSeconds();
  assert.deepEqual(done, [changed, 'recount'], 'a count on its way was asked for again');
  watch(counted(START + 26_000));
  assert.deepEqual(done.slice(2), [''], 'the sentence went with the new figures');
  disk.changed = false;
  later(29_000);
  assert.equal(done.length, 3, 'the old figures still counted as old');
});

test('an answer about figures that are gone says nothing of the new ones', async (t) => {
  t.after(() => mock.timers.reset());
  const { watch, done, disk, later } = scene();
  watch(counted(START));
  disk.changed = true;
  later(5_000);
  watch(counted(START + 5_000));
  await Promise.resolve();
  assert.deepEqual(done, []);
});
