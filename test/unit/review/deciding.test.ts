import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectOf, openBench, settle } from '../../support/reviewBench.ts';

test('an approval needs the ticket of the view that is shown now', async () => {
  const { review, clock, held } = openBench();
  const id = await held('rm -rf data');
  assert.deepEqual(await review.approve('made-up', 'view', {}), { decided: false, code: 'ticket-unknown' });
  const ticket = review.issueTicket(id, 'view');
  assert.ok(ticket);
  clock.advance(5_000);
  assert.deepEqual(await review.approve(ticket.nonce, 'another view', {}), { decided: false, code: 'view-changed' });
  assert.deepEqual(
    await review.approve(ticket.nonce, 'view', {}),
    { decided: false, code: 'ticket-unknown' },
    'a ticket shown with a wrong view must be burned',
  );
  assert.equal(review.get(id)?.state, 'held');
});

test('no gesture counts in the dead time: 600 ms, 1,500 ms when critical', async () => {
  for (const [level, dead] of [
    ['low', 600],
    ['medium', 600],
    ['high', 600],
    ['unknown', 600],
    ['critical', 1500],
  ] as const) {
    const { review, clock, held, levers } = openBench();
    levers.level = level;
    const id = await held('rm -rf data');
    const ticket = review.issueTicket(id, 'view');
    assert.ok(ticket);
    const gesture = { checked: true, typed: 'data' };
    clock.advance(dead - 1);
    assert.deepEqual(await review.approve(ticket.nonce, 'view', gesture), { decided: false, code: 'too-early' }, level);
    clock.advance(1);
    assert.equal((await review.approve(ticket.nonce, 'view', gesture)).decided, true, level);
  }
});

test('a preview that changes what is shown voids the ticket and can only raise the level', async () => {
  const { review, clock, held, previews } = openBench();
  const id = await held('rm -rf data');
  const ticket = review.issueTicket(id, 'view');
  assert.ok(ticket);
  clock.advance(1_000);
  previews.get('rm -rf data')?.([
    { source: 'files', state: 'done', entries: [], unknown: [], raise: { level: 'critical', rule: 'preview.many' } },
  ]);
  assert.deepEqual(await review.approve(ticket.nonce, 'view', {}), { decided: false, code: 'view-changed' });
  const next = review.issueTicket(id, 'view 2');
  assert.ok(next);
  assert.equal(next.readyAt - clock.monotonic(), 1500, 'the dead time is that of the raised level');
  clock.advance(1500);
  assert.deepEqual(await review.approve(next.nonce, 'view 2', { checked: true }), {
    decided: false,
    code: 'gesture-missing',
  });
  clock.advance(1000);
  previews.get('rm -rf data')?.([
    { source: 'files', state: 'done', entries: [], unknown: [], raise: { level: 'low', rule: 'preview.few' } },
  ]);
  const { levelOf } = await import('../../../src/review/shown.ts');
  const hold = review.get(id);
  assert.ok(hold);
  assert.equal(levelOf(hold), 'medium', 'a preview lowered the level of the verdict');
});

test('previews make at most one revision in 300 ms, and the last report wins', async () => {
  const { review, clock, held, previews } = openBench();
  const id = await held('rm -rf data');
  const before = review.get(id)?.revision ?? 0;
  for (let i = 0; i < 50; i += 1) {
    previews.get('rm -rf data')?.([{ source: `s${i}`, state: 'counting', entries: [], unknown: [] }]);
    clock.advance(10);
  }
  clock.advance(300);
  const hold = review.get(id);
  assert.ok(hold);
  assert.ok(hold.revision - before <= 3, `${hold.revision - before} revisions in 800 ms`);
  assert.equal(hold.previews[0]?.source, 's49');
});

test('the gesture follows the level, and the word is the name of what is hit', async () => {
  const { review, clock, held, levers } = openBench();
  levers.level = 'critical';
  levers.effects = [effectOf('sql.read', 'table', 'public.users'), effectOf('sql.drop', 'table', 'public.orders')];
  const id = await held('psql -c "DROP TABLE orders"');
  for (const [typed, decided] of [
    ['', false],
    ['public.users', false],
    ['public.orders ', false],
    ['PUBLIC.ORDERS', false],
    ['public.orders', true],
  ] as const) {
    const ticket = review.issueTicket(id, 'view');
    assert.ok(ticket);
    clock.advance(1500);
    assert.equal((await review.approve(ticket.nonce, 'view', { checked: true, typed })).decided, decided, typed);
  }
});

test('nothing is approved while a debugger is attached, stopped, orphaned, or short of a requirement', async () => {
  const bench = openBench();
  const { review, levers } = bench;
  const id = await bench.held('rm -rf data');
  levers.debugger = true;
  assert.deepEqual(await bench.approve(id), { decided: false, code: 'debugger' });
  assert.equal(review.blocked(id), 'debugger');
  levers.debugger = false;
  levers.gateIntact = false;
  assert.deepEqual(await bench.approve(id), { decided: false, code: 'gate-lost' });
  levers.gateIntact = true;
  for (const [requirement, code] of [
    ['two-person', 'requires-two-person'],
    ['snapshot', 'requires-snapshot'],
    ['reason', 'requires-reason'],
    ['count', 'requires-count'],
  ] as const) {
    levers.requires = [requirement];
    const other = await bench.held(`rm -rf ${requirement}`);
    assert.deepEqual(await bench.approve(other), { decided: false, code });
    assert.equal(review.get(other)?.state, 'held');
  }
  assert.equal((await bench.approve(id)).decided, true);
});

test('of two decisions at the same moment exactly one counts', async () => {
  const { review, clock, held, record } = openBench();
  const id = await held('rm -rf data');
  const ticket = review.issueTicket(id, 'view');
  assert.ok(ticket);
  clock.advance(600);
  const results = await Promise.all([
    review.approve(ticket.nonce, 'view', {}),
    review.deny(id, 'no'),
    review.approve(ticket.nonce, 'view', {}),
  ]);
  assert.equal(results.filter(({ decided }) => decided).length, 1);
  assert.equal(record.filter(({ type }) => type === 'decision').length, 1, 'the record has two decisions');
});

test('a record that cannot be written grants nothing, but denies', async () => {
  const bench = openBench();
  const { review, levers, alarms } = bench;
  const id = await bench.held('rm -rf data');
  levers.recordFails = 'ENOSPC';
  assert.deepEqual(await bench.approve(id), { decided: false, code: 'record-failed' });
  assert.equal(review.get(id)?.state, 'held');
  assert.equal(review.get(id)?.grant, undefined);
  assert.deepEqual(await bench.file('rm -rf more'), { filed: 'failed' });
  levers.ruling = 'pass';
  assert.deepEqual(await bench.file('ls'), { filed: 'failed' }, 'a pass went out without a record');
  const denied = await review.deny(id, 'no');
  assert.equal(denied.decided, true, 'a full disk must not keep anything from being denied');
  assert.ok(alarms.includes('record.failed'));
});

test('stop denies all held, voids grants and refuses what comes, until resumed', async () => {
  const bench = openBench();
  const { review, record } = bench;
  const granted = await bench.held('rm -rf data');
  const approved = await bench.approve(granted);
  assert.ok(approved.decided);
  const a = await bench.held('one');
  const b = await bench.held('two');
  await review.stop();
  assert.equal(review.get(a)?.state, 'stopped');
  assert.equal(review.get(b)?.state, 'stopped');
  assert.equal(review.held().length, 0);
  const { grant = '', token, digest } = approved.hold;
  const jti = grant.split('.')[1] ?? '';
  const claimed = await review.claim(jti, token, grant, digest);
  assert.equal(claimed.claimed, 'expired', 'a grant outlived the stop');
  assert.deepEqual(await bench.file('three'), { filed: 'stopped' });
  await review.resume();
  assert.equal((await review.claim(jti, token, grant, digest)).claimed, 'expired', 'resuming brought a grant back');
  await bench.held('four');
  assert.deepEqual(
    record.filter(({ type }) => type === 'stop' || type === 'resume').map(({ type }) => type),
    ['stop', 'resume'],
  );
});

test('stop while an intent is being judged refuses it', async () => {
  const bench = openBench();
  const filing = bench.file('rm -rf data');
  const stopping = bench.review.stop();
  const [filed] = await Promise.all([filing, stopping]);
  await settle();
  assert.notEqual(filed.filed === 'new' && filed.hold.state, 'held');
  assert.equal(bench.review.held().length, 0);
});

test('a stop that comes while a resume is being written down is not resumed', async () => {
  const { review } = openBench({ stopped: true });
  const resuming = review.resume();
  const stopping = review.stop();
  await Promise.all([resuming, stopping]);
  assert.equal(review.stopped, true);
  await review.resume();
  assert.equal(review.stopped, false);
});

test('an action whose script nobody could look at is not approved, whatever the gesture', async () => {
  const bench = openBench();
  bench.levers.unfixed = ['/home/ada/shop/clean.sh'];
  const id = await bench.held('bash clean.sh');
  assert.equal(bench.review.blocked(id), 'script-unfixed');
  assert.deepEqual(await bench.approve(id), { decided: false, code: 'script-unfixed' });
  assert.equal(bench.review.get(id)?.state, 'held');
  assert.ok((await bench.review.deny(id)).decided);
});
