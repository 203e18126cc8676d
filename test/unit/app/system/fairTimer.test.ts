import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFairTimer } from '../../../../src/app/system/fairTimer.ts';

/** Runs a timer of 10 ms, three periods at most, and says after how many readings of the processor's time it expired. */
async function periodsOf(spentEachPeriod: number): Promise<number> {
  let spent = 0;
  let readings = 0;
  await new Promise<void>((resolve) => {
    startFairTimer(10, 3, resolve, () => {
      readings += 1;
      spent += spentEachPeriod;
      return spent;
    });
  });
  // The first reading is the beginning.
  return readings - 1;
}

test('work that had the processor ends when its time is over', async () => {
  assert.equal(await periodsOf(9), 1);
});

test('work that was kept from the processor gets more periods, and not for ever', async () => {
  assert.equal(await periodsOf(1), 3);
});

test('a period in which it worked is its last', async () => {
  const times = [0, 1, 10];
  let readings = 0;
  await new Promise<void>((resolve) => {
    startFairTimer(10, 9, resolve, () => times[readings++] ?? 100);
  });
  assert.equal(readings, 3);
});

test('one that is stopped never expires', async () => {
  let expired = false;
  startFairTimer(5, 1, () => (expired = true)).stop();
  await sleep(30);
  assert.equal(expired, false);
});
