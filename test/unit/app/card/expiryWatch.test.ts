import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openExpiryWatch } from '../../../../src/app/card/expiryWatch.ts';

interface Said {
  readonly at: number;
  readonly id: string;
  readonly sentence: string;
  readonly urgent: boolean;
}

/** A watch on a clock that the test turns; what it says, with when. */
function watchOn(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const said: Said[] = [];
  const watch = openExpiryWatch(
    (milliseconds, call) => {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
    (warning) => said.push({ at: Date.now(), ...warning }),
  );
  const turn = (seconds: number): void => {
    for (let second = 0; second <= seconds; second++) t.mock.timers.tick(second === 0 ? 0 : 1000);
  };
  return { watch, said, turn };
}

test('it is said at 60 and at 15 seconds, the last time urgently, and not in between', (t) => {
  const { watch, said, turn } = watchOn(t);
  watch.watch({ id: 'a', expiresAt: 3_600_000 });
  turn(3700);
  assert.deepEqual(
    said.map(({ at, urgent, sentence }) => [3600 - at / 1000, urgent, sentence.split('.')[0]]),
    [
      [60, false, '60 seconds left'],
      [15, true, '15 seconds left'],
    ],
  );
});

test('what is opened in its last minute says at once how long is left', (t) => {
  const { watch, said, turn } = watchOn(t);
  watch.watch({ id: 'a', expiresAt: 40_000 });
  turn(0);
  assert.match(said[0]?.sentence ?? '', /^40 seconds left/);
  turn(60);
  assert.equal(said.length, 2);
});

test('what is opened in its last seconds says so once, urgently', (t) => {
  const { watch, said, turn } = watchOn(t);
  watch.watch({ id: 'a', expiresAt: 7_000 });
  turn(60);
  assert.deepEqual(
    said.map(({ urgent, sentence }) => [urgent, sentence.split('.')[0]]),
    [[true, '7 seconds left']],
  );
});

test('a redraw says nothing twice, and another card ends the watch of the one before', (t) => {
  const { watch, said, turn } = watchOn(t);
  watch.watch({ id: 'a', expiresAt: 70_000 });
  turn(11);
  watch.watch({ id: 'a', expiresAt: 70_000 });
  turn(1);
  assert.equal(said.length, 1);
  watch.watch({ id: 'b', expiresAt: 10_000_000 });
  turn(100);
  watch.watch(undefined);
  turn(11_000);
  assert.equal(said.length, 1, 'it spoke of an action that is not shown');
});
