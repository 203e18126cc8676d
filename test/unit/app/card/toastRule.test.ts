import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openToastRule, type QueueSeen } from '../../../../src/app/card/toastRule.ts';

const EMPTY: QueueSeen = { waiting: 0, worst: undefined, visible: false, when: 'all' };
const ONE: QueueSeen = { ...EMPTY, waiting: 1, worst: 'low' };

test('one toast each time that the queue fills from empty, and none for what arrives behind it', () => {
  const due = openToastRule();
  const told = [EMPTY, ONE, { ...ONE, waiting: 2, worst: 'critical' as const }, ONE, EMPTY, ONE].map(due);
  assert.deepEqual(told, [false, true, false, false, false, true]);
});

test('no toast while a view of ours is there to be seen, and none later for the same filling', () => {
  const due = openToastRule();
  assert.equal(due({ ...ONE, visible: true }), false);
  assert.equal(due({ ...ONE, waiting: 2 }), false, 'the person had seen the queue fill');
});

test('the setting says from which level on', () => {
  for (const [when, worst, expected] of [
    ['off', 'critical', false],
    ['high', 'medium', false],
    ['high', 'high', true],
    ['high', 'unknown', true],
    // A consent that waits alone has no level.
    ['high', undefined, false],
    ['all', undefined, true],
  ] as const)
    assert.equal(openToastRule()({ ...ONE, when, worst }), expected, `${when} ${worst}`);
});
