import assert from 'node:assert/strict';
import { test } from 'node:test';
import { autoPassReason, factReason } from '../../../../src/app/sentences/ruleReasons.ts';

test('why something was held is said in words, whatever held it', () => {
  for (const code of ['not-a-read', 'unknown-host', 'protected.gate', 'trait.dynamic', 'file.delete'])
    assert.match(autoPassReason(code), /^[a-z]+(?: [a-z’]+){2,}$/, code);
  assert.equal(autoPassReason('reads'), 'reads', 'the value of the setting, where it lets something pass');
  for (const code of ['facts.late', 'facts.link-secret', 'facts.program']) assert.match(factReason(code), / .* /, code);
});

test('a code that nobody knows is shown as text, not as what it may draw', () => {
  assert.equal(autoPassReason('constructor'), 'constructor');
  assert.ok(!factReason('\u001b[2J').includes('\u001b'));
});
