import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitOf } from '../../../src/gate/prefer.ts';

test('Prefer: wait is read as RFC 7240 writes it, and bounded by a day', () => {
  assert.equal(waitOf('wait=10'), 10);
  assert.equal(waitOf('respond-async, wait=10'), 10);
  assert.equal(waitOf('Wait = "10"; x=y'), 10);
  assert.equal(waitOf('wait=10, wait=20'), 10, 'the first one counts');
  assert.equal(waitOf('wait=999999'), 86_400);
  assert.equal(waitOf('wait=0'), 0);
  for (const none of [undefined, '', 'wait', 'wait=', 'wait=-1', 'wait=1e9', 'waiting=3', 'wait=99999999999'])
    assert.equal(waitOf(none), undefined, String(none));
});
