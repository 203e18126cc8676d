import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_OPINION } from '../../../src/agents/agent.ts';
import { claudeCode } from '../../../src/agents/claudeCode.ts';
import { fixture, changed } from './claudeCalls.ts';

test('an outcome belongs to the call with the same key', () => {
  const before = claudeCode.decode('PreToolUse', fixture('PreToolUse'), {});
  const after = claudeCode.decode('PostToolUse', fixture('PostToolUse'), {});
  assert.ok(before.call === 'intents' && after.call === 'outcome');
  assert.equal(after.key, before.key);
  assert.deepEqual(after.outcome, { sealed: false, exitCode: 0 });
});

test('the outcome says no more than was reported', () => {
  const outcome = (event: string, more: Readonly<Record<string, unknown>>) => {
    const decoded = claudeCode.decode(event, changed('PostToolUse', { hook_event_name: event, ...more }), {});
    assert.ok(decoded.call === 'outcome', JSON.stringify(decoded));
    return decoded.outcome;
  };
  const failure = 'PostToolUseFailure';
  assert.deepEqual(outcome(failure, { error: 'Exit code 3\nno such file' }), { sealed: false, exitCode: 3 });
  assert.deepEqual(outcome(failure, { error: '', is_interrupt: true }), { sealed: false, error: 'interrupted' });
  assert.deepEqual(outcome(failure, { error: 'x'.repeat(9000) }), { sealed: false, error: 'x'.repeat(500) });
  assert.deepEqual(outcome('PostToolUse', { tool_response: { backgroundTaskId: 'b1' } }), { sealed: false });
  assert.deepEqual(outcome('PostToolUse', { tool_response: { interrupted: true } }), {
    sealed: false,
    error: 'interrupted',
  });
  assert.deepEqual(outcome('PostToolUse', { tool_name: 'Edit' }), { sealed: false });
});

test('answers: nothing for a pass, allow only for allow, deny with its reason, never ask', () => {
  assert.equal(claudeCode.answer('PreToolUse', { decision: 'none' }), NO_OPINION);
  const parsed = (text: string) => JSON.parse(text) as { hookSpecificOutput: Record<string, string> };
  assert.deepEqual(
    parsed(claudeCode.answer('PreToolUse', { decision: 'allow', reason: 'approved' })).hookSpecificOutput,
    {
      hookEventName: 'PreToolUse',
      permissionDecision: 'allow',
      permissionDecisionReason: 'approved',
    },
  );
  assert.equal(
    parsed(claudeCode.answer('PreToolUse', { decision: 'deny', reason: '' })).hookSpecificOutput[
      'permissionDecisionReason'
    ],
    'Keyturn',
    'an empty reason would weaken a deny',
  );
  assert.equal(claudeCode.answer('PostToolUse', { decision: 'deny', reason: 'x' }), NO_OPINION, 'it is over');
});

test('every answer is one line in the frame that the hook script lets through, short enough for one write', () => {
  const [start, end] = claudeCode.answerFrames[0] ?? ['', ''];
  for (const reason of ['a\nb\r\u2028"\\', '𝒳'.repeat(5000), '\u0001'.repeat(5000), 'ü']) {
    const answer = claudeCode.answer('PreToolUse', { decision: 'deny', reason });
    assert.ok(answer.startsWith(start) && answer.endsWith(end), answer.slice(0, 100));
    assert.doesNotMatch(answer, /[\n\r]/);
    assert.ok(Buffer.byteLength(answer) <= 8000, `${Buffer.byteLength(answer)} bytes`);
    assert.doesNotMatch(answer, /\p{Surrogate}/u, 'a cut must not leave half a character');
  }
});
