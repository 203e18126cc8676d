import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCounts } from '../../../src/preview/addCounts.ts';
import type { Count } from '../../../src/preview/preview.ts';

const count = (kind: Count['kind'], value?: number): Count => (value === undefined ? { kind } : { kind, value });

test('two counts are one, and promise no more than both of them', () => {
  for (const [a, b, sum] of [
    [count('exact', 2), count('exact', 3), count('exact', 5)],
    [count('exact', 2), count('estimate', 3), count('estimate', 5)],
    [count('exact', 2), count('at-least', 3), count('at-least', 5)],
    [count('exact', 2), count('unknown'), count('at-least', 2)],
    // What is about 5 may be none.
    [count('estimate', 5), count('at-least', 3), count('at-least', 3)],
    [count('estimate', 5), count('at-least', 0), count('estimate', 5)],
    [count('estimate', 5), count('unknown'), count('estimate', 5)],
    [count('at-least', 0), count('exact', 0), count('at-least', 0)],
    [count('at-least', 0), count('unknown'), count('unknown')],
    [count('unknown'), count('unknown'), count('unknown')],
  ] as const) {
    assert.deepEqual(addCounts(a, b), sum);
    assert.deepEqual(addCounts(b, a), sum);
  }
});
