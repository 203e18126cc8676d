import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hold } from '../../../src/review/hold.ts';
import { FINAL_STATES } from '../../../src/review/decision.ts';
import { transition, type HoldEvent } from '../../../src/review/transition.ts';

const held: Hold = {
  id: '01K00000000000000000000000',
  token: 't',
  intent: { version: 1, runner: { name: 'test' }, action: { kind: 'shell', command: 'x' } },
  way: 'socket',
  digest: 'd',
  cwd: '/',
  workspace: '/',
  judgement: {
    reading: { effects: [], problems: [], asks: [], texts: [], complete: true },
    verdict: {
      ruling: 'hold',
      requires: [],
      level: 'low',
      findings: [],
      reason: { layer: 'floor', rule: 'x' },
    },
    files: [],
  },
  previews: [],
  state: 'held',
  filedAt: 0,
  order: 0,
  expiresAt: 1,
  repeats: 0,
  orphan: false,
  revision: 5,
};

const ENDINGS: readonly (readonly [HoldEvent, Hold['state']])[] = [
  [{ event: 'approve', at: 7, grant: 'g' }, 'approved'],
  [{ event: 'deny', at: 7, by: 'person', note: 'no' }, 'denied'],
  [{ event: 'expire', at: 7 }, 'expired'],
  [{ event: 'stop', at: 7 }, 'stopped'],
  [{ event: 'withdraw', at: 7, why: 'runner-gone' }, 'withdrawn'],
];

test('each ending event makes a held hold final, with the next revision and the time', () => {
  for (const [event, state] of ENDINGS) {
    const moved = transition(held, 5, event);
    assert.ok(moved.moved, `${event.event} on a held hold is refused`);
    assert.equal(moved.hold.state, state);
    assert.equal(moved.hold.revision, 6);
    assert.equal(moved.hold.decidedAt, 7);
  }
});

test('a final hold takes no second ending', () => {
  for (const state of FINAL_STATES) {
    for (const [event] of ENDINGS) {
      const moved = transition({ ...held, state }, 5, event);
      assert.deepEqual(moved, { moved: false, because: 'state' }, `${event.event} changed a hold that is ${state}`);
    }
  }
});

test('an event that names another revision changes nothing', () => {
  for (const [event] of ENDINGS)
    assert.deepEqual(transition(held, 4, event), { moved: false, because: 'revision' }, event.event);
});

test('an orphan cannot be approved, only dismissed, until its runner is there again', () => {
  const orphan = { ...held, orphan: true };
  assert.equal(transition(orphan, 5, { event: 'approve', at: 7, grant: 'g' }).moved, false);
  const dismissed = transition(orphan, 5, { event: 'dismiss', at: 7 });
  assert.ok(dismissed.moved);
  assert.equal(dismissed.hold.state, 'withdrawn');
  assert.equal(transition(held, 5, { event: 'dismiss', at: 7 }).moved, false, 'a hold with a runner was dismissed');
  const back = transition(orphan, 5, { event: 'attach', intent: held.intent, judgement: held.judgement });
  assert.ok(back.moved);
  assert.equal(back.hold.orphan, false);
});

test('a grant is claimed once, and finished once', () => {
  const approved: Hold = { ...held, state: 'approved', grant: 'g' };
  const claimed = transition(approved, 5, { event: 'claim' });
  assert.ok(claimed.moved);
  assert.equal(transition(claimed.hold, 6, { event: 'claim' }).moved, false, 'claimed twice');
  const finished = transition(claimed.hold, 6, { event: 'finish', outcome: { sealed: true, exitCode: 0 } });
  assert.ok(finished.moved);
  assert.equal(finished.hold.execution, 'finished');
  assert.equal(transition(finished.hold, 7, { event: 'finish', outcome: { sealed: true } }).moved, false);
  assert.equal(transition(approved, 5, { event: 'finish', outcome: { sealed: true } }).moved, false, 'unclaimed');
  assert.equal(transition(held, 5, { event: 'claim' }).moved, false, 'a held hold was claimed');
});
