import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hold } from '../../../src/review/hold.ts';
import { MOST_HELD } from '../../../src/review/filing.ts';
import { openBench, settle } from '../../support/reviewBench.ts';

const ID = '01K9ZZZZZZZZZZZZZZZZZZZZZZ';

test('the same id with the same action is the same intent; with another, both are refused', async () => {
  const { review, file, alarms } = openBench();
  const first = await file('rm -rf data', { id: ID });
  assert.equal(first.filed, 'new');
  const again = await file('rm -rf data', { id: ID });
  assert.equal(again.filed, 'again');
  assert.ok(first.filed === 'new' && again.filed === 'again' && again.hold.token === first.hold.token);
  assert.deepEqual(await file('rm -rf /', { id: ID }), { filed: 'conflict' });
  assert.equal(review.get(ID)?.state, 'denied');
  assert.equal(review.get(ID)?.why, 'conflict');
  assert.ok(alarms.includes('id.conflict'));
  assert.equal((await file('rm -rf data', { id: ID })).filed, 'again', 'a decided intent was filed anew');
});

test('two equal posts at once make one hold', async () => {
  const { review, file } = openBench();
  const results = await Promise.all([1, 2, 3, 4].map(() => file('rm -rf data', { id: ID })));
  assert.deepEqual(results.map(({ filed }) => filed).sort(), ['again', 'again', 'again', 'new']);
  assert.equal(review.held().length, 1);
});

test('of two calls at once the first to arrive is the first to be shown, however long it takes to be judged', async () => {
  const { review, clock, levers, record, file } = openBench();
  let judged = (): void => undefined;
  levers.judgedAfter.set('rm -rf first', new Promise<void>((resolve) => (judged = resolve)));
  const first = file('rm -rf first');
  clock.advance(5);
  await file('rm -rf second');
  clock.advance(5);
  judged();
  await first;
  const shown = [...review.held()].sort((a, b) => a.filedAt - b.filedAt);
  assert.deepEqual(
    shown.map(({ intent }) => intent.action.kind === 'shell' && intent.action.command),
    ['rm -rf first', 'rm -rf second'],
  );
  const times = record.map(({ at }) => at);
  assert.deepEqual(times, [...times].sort(), 'no line of the record may be older than the one before it');
});

test('the limit of held intents counts those on their way', async () => {
  const { review, file } = openBench();
  const results = await Promise.all(Array.from({ length: MOST_HELD + 5 }, (_, i) => file(`rm ${i}`)));
  assert.equal(results.filter(({ filed }) => filed === 'full').length, 5);
  assert.equal(review.held().length, MOST_HELD);
});

test('a pass carries a grant at once; a refusal none', async () => {
  const { levers, file, record } = openBench();
  levers.ruling = 'pass';
  const passed = await file('ls');
  assert.ok(passed.filed === 'new');
  assert.equal(passed.hold.state, 'passed');
  assert.ok(passed.hold.grant);
  levers.ruling = 'refuse';
  const refused = await file('rm -rf /');
  assert.ok(refused.filed === 'new');
  assert.equal(refused.hold.state, 'refused');
  assert.equal(refused.hold.grant, undefined);
  assert.deepEqual(
    record.map((entry) => entry.type),
    ['intent', 'decision', 'intent', 'decision'],
  );
});

test('what passes for one who acts at once is claimed by the write that passes it, and by nobody again', async () => {
  const { levers, file, record, review } = openBench();
  levers.ruling = 'pass';
  const passed = await file('ls', { claims: true });
  assert.ok(passed.filed === 'new' && passed.hold.grant !== undefined);
  const { id, token, grant, digest, execution } = passed.hold;
  assert.equal(execution, 'claimed');
  assert.deepEqual(
    record.map((entry) => entry.type),
    ['intent', 'decision', 'claim'],
  );
  const [, decision, claim] = record;
  assert.ok(decision?.type === 'decision' && claim?.type === 'claim' && claim.jti === decision.jti);
  assert.deepEqual(await review.claim(claim.jti, token, grant, digest), { claimed: 'used' });
  assert.equal(await review.outcome(id, token, { sealed: false, exitCode: 0 }), 'taken');
});

test('what passes on files that are bound to it is claimed apart, which looks at them again', async () => {
  for (const change of [{ files: [{ path: '/s', sha256: 'a' }] }, { unfixed: ['/s'] }]) {
    const { levers, file } = openBench();
    Object.assign(levers, { ruling: 'pass', ...change });
    const passed = await file('sh s', { claims: true });
    assert.ok(passed.filed === 'new' && passed.hold.state === 'passed');
    assert.equal(passed.hold.execution, undefined, 'the files may be others by now');
  }
});

test('what was held is not claimed by approving it, whoever filed it', async () => {
  const { review, file } = openBench();
  const held = await file('rm -rf data', { claims: true });
  assert.ok(held.filed === 'new' && held.hold.state === 'held');
  assert.equal(review.get(held.hold.id)?.execution, undefined);
});

test('stopped while a pass is written down: its grant is used, and nobody may go', async () => {
  const { levers, file, review, record } = openBench();
  levers.ruling = 'pass';
  const filing = file('ls', { claims: true });
  const push = record.push.bind(record);
  let stopping: Promise<void> | undefined;
  record.push = (...entries) => {
    if (entries.some(({ type }) => type === 'claim')) stopping = review.stop();
    return push(...entries);
  };
  assert.equal((await filing).filed, 'stopped');
  await stopping;
  assert.ok(stopping !== undefined, 'the stop must have come in between');
});

test('without its own socket even a pass is held', async () => {
  const { levers, file } = openBench();
  levers.ruling = 'pass';
  levers.gateIntact = false;
  const filed = await file('ls');
  assert.ok(filed.filed === 'new');
  assert.equal(filed.hold.state, 'held');
});

test('the same action within 10 minutes of a deny in one session gets the same answer, counted', async () => {
  const { review, clock, held, file } = openBench();
  const first = await held('rm -rf data', { session: 's' });
  await review.deny(first, 'use trash');
  for (const times of [1, 2]) {
    const again = await file('rm -rf data', { session: 's' });
    assert.ok(again.filed === 'new');
    assert.equal(again.hold.state, 'denied');
    assert.equal(again.hold.note, 'use trash');
    assert.equal(again.hold.why, 'repeat');
    assert.equal(review.get(first)?.repeats, times, 'the card of the deny does not count');
  }
  await held('rm -rf data', { session: 'another' });
  await held('rm -rf data');
  await held('rm -rf data2', { session: 's' });
  clock.advance(10 * 60 * 1000);
  await held('rm -rf data', { session: 's' });
});

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

test('a script that changed since it was filed makes the same id another intent; one that nobody could look at does not', async () => {
  const { review, levers, file } = openBench();
  levers.files = [{ path: '/home/ada/shop/clean.sh', sha256: 'aa' }];
  levers.fileHashes.set('/home/ada/shop/clean.sh', 'aa');
  await file('bash clean.sh', { id: ID });
  // The reader finds another file than before: what counts is what was filed.
  levers.files = [];
  assert.equal((await file('bash clean.sh', { id: ID })).filed, 'again');
  levers.fileHashes.delete('/home/ada/shop/clean.sh');
  assert.equal((await file('bash clean.sh', { id: ID })).filed, 'again', 'a disk that is slow is no other script');
  assert.equal(review.get(ID)?.state, 'held');
  levers.fileHashes.set('/home/ada/shop/clean.sh', 'bb');
  assert.equal((await file('bash clean.sh', { id: ID })).filed, 'conflict');
  assert.equal(review.get(ID)?.why, 'conflict');
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
