import assert from 'node:assert/strict';
import { test } from 'node:test';
import { schemasOf } from '../../../../../src/preview/postgres/session/searchPath.ts';

test('a search path is read as the server writes it', () => {
  assert.deepEqual(schemasOf('"$user", public', 'app'), ['app', 'public']);
  assert.deepEqual(schemasOf('Tenant,"Odd ""one""", public, public', 'app'), ['tenant', 'Odd "one"', 'public']);
  assert.deepEqual(schemasOf('', 'app'), []);
});
