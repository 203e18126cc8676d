import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionText } from '../../../src/action/actionText.ts';
import { argvText } from '../../../src/action/argvText.ts';

test('words are quoted where a shell would need it, and their places are known', () => {
  const { text, ranges } = argvText(['rm', '-rf', 'my dir', "it's", '']);
  assert.equal(text, `rm -rf 'my dir' 'it'\\''s' ''`);
  assert.deepEqual(
    ranges.map(([start, end]) => text.slice(start, end)),
    ['rm', '-rf', "'my dir'", `'it'\\''s'`, "''"],
  );
});

test('every kind of action has one text', () => {
  assert.equal(
    actionText({ kind: 'http', method: 'PUT', url: 'https://a/b', headers: [['x', 'y']], body: '{}' }),
    'PUT https://a/b\nx: y\n\n{}',
  );
  assert.equal(actionText({ kind: 'file', operation: 'delete', path: '/a' }), 'delete /a');
  assert.equal(actionText({ kind: 'tool', server: 's', tool: 't', input: '{}' }), 's.t\n{}');
});
