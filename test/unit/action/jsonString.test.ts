import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringMembers } from '../../../src/action/jsonString.ts';

test('each string value comes with its key and the place of each unit', () => {
  const source = '{"sql": "a\\n\\u0062c", "list": ["x", {"k\\"":"y"}], "n": 1}';
  const members = stringMembers(source);
  assert.deepEqual(
    members.map(({ key, value }) => [key, value]),
    [
      ['sql', 'a\nbc'],
      ['list', 'x'],
      ['k"', 'y'],
    ],
  );
  const [first] = members;
  assert.ok(first);
  assert.equal(source.slice(first.start, first.end), 'a\\n\\u0062c');
  assert.deepEqual(
    first.offsets.map((offset) => source[offset]),
    ['a', '\\', '\\', 'c'],
  );
});

test('a very long string is no problem', () => {
  const long = '\\"'.repeat(500_000);
  assert.equal(stringMembers(`{"a":"${long}"}`)[0]?.value.length, 500_000);
});
