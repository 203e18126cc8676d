import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_HELD } from '../../../src/review/filing.ts';
import { openBench } from '../../support/reviewBench.ts';

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
