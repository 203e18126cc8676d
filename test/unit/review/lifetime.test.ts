import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hold } from '../../../src/review/hold.ts';
import { openBench, settle } from '../../support/reviewBench.ts';

const ID = '01K9ZZZZZZZZZZZZZZZZZZZZZZ';

test('a hold whose waiting requests are gone is withdrawn after 2 s, not before', async () => {
  const { review, clock, held } = openBench();
  const id = await held('rm -rf data', { waiting: true });
  const away = new AbortController();
  const waiting = review.wait(id, 60_000, away.signal);
  clock.advance(30_000);
  assert.equal(review.get(id)?.state, 'held');
  away.abort();
  assert.equal((await waiting)?.state, 'held');
  clock.advance(1_999);
  await settle();
  assert.equal(review.get(id)?.state, 'held');
  clock.advance(1);
  await settle();
  assert.equal(review.get(id)?.state, 'withdrawn');
  assert.equal(review.get(id)?.why, 'runner-gone');
});

test('a poll that comes again in time keeps it', async () => {
  const { review, clock, held } = openBench();
  const id = await held('rm -rf data', { waiting: true });
  const { signal } = new AbortController();
  for (let i = 0; i < 5; i += 1) {
    const waiting = review.wait(id, 1_000, signal);
    clock.advance(1_000);
    assert.equal((await waiting)?.state, 'held');
    clock.advance(1_500);
    await settle();
    assert.equal(review.get(id)?.state, 'held', `gone after poll ${i}`);
  }
  clock.advance(2_000);
  await settle();
  assert.equal(review.get(id)?.state, 'withdrawn');
});

test('a client that promised to wait and never did is gone after 2 s', async () => {
  const { review, clock, held } = openBench();
  const id = await held('rm -rf data', { waiting: true });
  clock.advance(2_000);
  await settle();
  assert.equal(review.get(id)?.state, 'withdrawn');
});

test('a look at a hold that was filed without waiting does not make it depend on the look', async () => {
  const { review, clock, held } = openBench();
  const id = await held('rm -rf data');
  const away = new AbortController();
  const waiting = review.wait(id, 60_000, away.signal);
  away.abort();
  await waiting;
  clock.advance(60_000);
  await settle();
  assert.equal(review.get(id)?.state, 'held');
});

test('one filed without waiting is withdrawn when its process dies, within a second', async () => {
  const { review, clock, held, levers } = openBench();
  const id = await held('rm -rf data', { pid: 4711 });
  clock.advance(10_000);
  await settle();
  assert.equal(review.get(id)?.state, 'held');
  levers.dead.add(4711);
  clock.advance(1_000);
  await settle();
  assert.equal(review.get(id)?.state, 'withdrawn');
});

test('a hold expires by either clock', async () => {
  const monotonic = openBench();
  const a = await monotonic.held('one', { expiresIn: 60 });
  monotonic.clock.jump(-3_600_000);
  monotonic.clock.advance(61_000);
  await settle();
  assert.equal(monotonic.review.get(a)?.state, 'expired', 'setting the clock back made it last');
  const wall = openBench();
  const b = await wall.held('one', { expiresIn: 60 });
  wall.clock.jump(61_000);
  wall.clock.advance(1_000);
  await settle();
  assert.equal(wall.review.get(b)?.state, 'expired');
  const usual = openBench();
  const c = await usual.held('one');
  usual.clock.advance(8 * 3_600_000 - 1_000);
  await settle();
  assert.equal(usual.review.get(c)?.state, 'held');
  usual.clock.advance(2_000);
  await settle();
  assert.equal(usual.review.get(c)?.state, 'expired');
});

test('withdrawing needs the token, and the hold to be held', async () => {
  const { review, file } = openBench();
  const filed = await file('rm -rf data');
  assert.ok(filed.filed === 'new');
  const { id, token } = filed.hold;
  assert.equal(await review.withdraw(id, 'another'), 'foreign');
  assert.equal(await review.withdraw('01K00000000000000000000009', token), 'unknown');
  assert.equal(await review.withdraw(id, token), 'withdrawn');
  assert.equal(await review.withdraw(id, token), 'final');
});

test('after a reload a hold is an orphan until its runner files it again within 120 s', async () => {
  const before = openBench();
  const filed = await before.file('rm -rf data', { id: ID });
  assert.ok(filed.filed === 'new');
  const orphan: Hold = { ...filed.hold, orphan: true, token: 'fresh-token-0000000000' };
  const early = openBench();
  early.review.restore({ undecided: [orphan], today: [] });
  assert.deepEqual(await early.approve(ID), { decided: false, code: 'orphan' });
  assert.equal(early.previews.size, 0, 'an orphan is looked at');
  const ticket = early.review.issueTicket(ID, 'view');
  assert.ok(ticket);
  early.clock.advance(119_000);
  assert.equal((await early.file('rm -rf data', { id: ID, waiting: true })).filed, 'again');
  assert.equal(early.review.get(ID)?.orphan, false);
  assert.equal(early.previews.size, 1, 'no fresh preview');
  assert.deepEqual(
    await early.review.approve(ticket.nonce, 'view', {}),
    { decided: false, code: 'view-changed' },
    'a ticket from before the runner came back still counts',
  );
  assert.equal((await early.approve(ID)).decided, true);

  const late = openBench();
  late.review.restore({ undecided: [orphan], today: [] });
  late.clock.advance(120_001);
  await late.file('rm -rf data', { id: ID });
  assert.equal(late.review.get(ID)?.orphan, true);
  assert.deepEqual(await late.approve(ID), { decided: false, code: 'orphan' });
  assert.equal((await late.review.dismiss(ID)).decided, true);
  assert.equal(late.review.get(ID)?.state, 'withdrawn');
});

test('dismissing is for orphans only', async () => {
  const { review, held } = openBench();
  assert.deepEqual(await review.dismiss(await held('rm -rf data')), { decided: false, code: 'not-orphan' });
});

const SCRIPT = '/home/ada/shop/clean.sh';

/** A hold of an earlier life whose script was `before`; its runner asks again when the script is `now`. */
async function reattached(before: 'late' | 'aa', now: 'late' | 'aa' | 'bb') {
  const first = openBench();
  const put = (levers: typeof first.levers, mark: string): void => {
    levers.files = mark === 'late' ? [] : [{ path: SCRIPT, sha256: mark }];
    levers.unfixed = mark === 'late' ? [SCRIPT] : [];
  };
  put(first.levers, before);
  await first.file('bash clean.sh', { id: ID });
  const hold = first.review.get(ID);
  assert.ok(hold);
  const second = openBench();
  second.review.restore({ undecided: [{ ...hold, orphan: true }], today: [] });
  put(second.levers, now);
  const { filed } = await second.file('bash clean.sh', { id: ID });
  return { filed, state: second.review.get(ID)?.state, blocked: second.review.blocked(ID) };
}

test('a runner that re-attaches finds its hold, whether or not its script was in time; a changed script is another intent', async () => {
  assert.deepEqual(await reattached('aa', 'aa'), { filed: 'again', state: 'held', blocked: undefined });
  for (const [before, now] of [
    ['late', 'aa'],
    ['aa', 'late'],
    ['late', 'late'],
  ] as const)
    assert.deepEqual(
      await reattached(before, now),
      { filed: 'again', state: 'held', blocked: 'script-unfixed' },
      `${before}, then ${now}`,
    );
  assert.deepEqual(await reattached('aa', 'bb'), { filed: 'conflict', state: 'denied', blocked: 'orphan' });
});
