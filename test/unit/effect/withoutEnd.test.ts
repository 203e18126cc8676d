import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutEnd } from '../../../src/effect/withoutEnd.ts';

test('a run of the given units at the end is left out, and nothing else', () => {
  assert.equal(withoutEnd('//a/b///', '/'), '//a/b');
  assert.equal(withoutEnd('a. .b. .', '. '), 'a. .b');
  assert.equal(withoutEnd('////', '/'), '');
  assert.equal(withoutEnd('', '/'), '');
  assert.equal(withoutEnd('a', '/'), 'a');
  assert.equal(withoutEnd(`${'/'.repeat(1_000_000)}a`, '/').length, 1_000_001);
});
