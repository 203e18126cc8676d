import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { tiers } from '../setup/tiers.mjs';

test('every folder with tests is a tier: a test that nobody runs shows nothing', () => {
  const folders = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => name.split('/')[0] ?? '');
  assert.deepEqual([...new Set(folders)].sort(), tiers.map(({ name }) => name).sort());
});
