import assert from 'node:assert/strict';
import { test } from 'node:test';
import { versionAtLeast, versionIn } from '../../../src/agents/version.ts';

test('versions are compared by number', () => {
  assert.equal(versionIn('2.1.330 (Claude Code)\n'), '2.1.330');
  assert.equal(versionIn('no version'), undefined);
  for (const [version, least, is] of [
    ['2.1.295', '2.1.295', true],
    ['2.1.330', '2.1.295', true],
    ['2.1.99', '2.1.295', false],
    ['2.10.0', '2.9.9', true],
    ['1.9.9', '2.0.0', false],
  ] as const) {
    assert.equal(versionAtLeast(version, least), is, `${version} against ${least}`);
  }
});
