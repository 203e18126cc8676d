import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTwins } from '../../../src/gate/twins.ts';
import type { HookDecision } from '../../../src/agents/agent.ts';

const allow: HookDecision = { decision: 'allow', reason: 'approved' };

test('another way of the same call gets the same decision, while it is open and shortly after', async () => {
  let now = 0;
  let asked = 0;
  let decided: (decision: HookDecision) => void = () => undefined;
  const join = openTwins(() => now);
  const ask = (): Promise<HookDecision> => {
    asked += 1;
    return new Promise((resolve) => (decided = resolve));
  };
  const first = join({ key: 'k', way: 'preToolUse' }, ask);
  const second = join({ key: 'k', way: 'beforeShellExecution' }, ask);
  decided(allow);
  assert.deepEqual(await Promise.all([first, second]), [allow, allow]);
  now = 1999;
  assert.deepEqual(await join({ key: 'k', way: 'claude' }, ask), allow);
  assert.equal(asked, 1, 'one call is asked about once');
});

test('the same way again, a late way, and another key are calls of their own', async () => {
  let now = 0;
  let asked = 0;
  const join = openTwins(() => now);
  const ask = (): Promise<HookDecision> => {
    asked += 1;
    return Promise.resolve(allow);
  };
  await join({ key: 'k', way: 'a' }, ask);
  await join({ key: 'k', way: 'a' }, ask);
  assert.equal(asked, 2, 'an approval must not cover the same call made again');
  await join({ key: 'other', way: 'b' }, ask);
  assert.equal(asked, 3);
  now = 2001;
  await join({ key: 'k', way: 'b' }, ask);
  assert.equal(asked, 4, 'an approval must not cover what comes later');
});

test('a failure is shared too, and is no approval', async () => {
  const join = openTwins(() => 0);
  const failing = join({ key: 'k', way: 'a' }, () => Promise.reject(new Error('full disk')));
  const second = join({ key: 'k', way: 'b' }, () => Promise.resolve(allow));
  await assert.rejects(failing, /full disk/);
  await assert.rejects(second, /full disk/);
});
