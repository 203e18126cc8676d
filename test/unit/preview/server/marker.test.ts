import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markedBy } from '../../../../src/preview/server/marker.ts';

test('a database is what the comment on it says, in any case, and production where two differ', () => {
  assert.deepEqual(markedBy(['owned by ada; keyturn: production']), { marked: 'production' });
  assert.deepEqual(markedBy(['KEYTURN = Staging']), { marked: 'staging' });
  assert.deepEqual(markedBy(['keyturn: staging', 'keyturn: production']), { marked: 'production' });
});

test('a comment that only resembles the mark says nothing', () => {
  for (const none of ['', 'not keyturn', 'keyturn: local', 'keyturn: productions', 'my-keyturn: production'])
    assert.deepEqual(markedBy([none, undefined]), {}, none);
});
