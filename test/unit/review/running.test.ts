import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBench, type Bench } from '../../support/reviewBench.ts';

async function approved(bench: Bench) {
  const decided = await bench.approve(await bench.held('rm -rf data'));
  assert.ok(decided.decided);
  const { hold } = decided;
  const grant = hold.grant ?? '';
  return { id: hold.id, token: hold.token, grant, digest: hold.digest, jti: grant.split('.')[1] ?? '' };
}

test('a grant is claimed once, and the claim is in the record before it is answered', async () => {
  const bench = openBench();
  const { jti, token, grant, digest } = await approved(bench);
  const both = await Promise.all([
    bench.review.claim(jti, token, grant, digest),
    bench.review.claim(jti, token, grant, digest),
  ]);
  assert.deepEqual(both.map(({ claimed }) => claimed).sort(), ['go', 'used']);
  assert.equal(bench.record.filter(({ type }) => type === 'claim').length, 1);
});

test('a grant is worth nothing after 30 s by either clock, or when the clock was set', async () => {
  const slow = openBench();
  const a = await approved(slow);
  slow.clock.advance(30_001);
  assert.deepEqual(await slow.review.claim(a.jti, a.token, a.grant, a.digest), { claimed: 'expired', what: 'time' });
  for (const jump of [3_000, -3_000, 3_600_000, -3_600_000]) {
    const set = openBench();
    const b = await approved(set);
    set.clock.jump(jump);
    assert.deepEqual(
      await set.review.claim(b.jti, b.token, b.grant, b.digest),
      { claimed: 'expired', what: 'clock-jump' },
      `the clock was set by ${jump} ms`,
    );
  }
  const quick = openBench();
  const c = await approved(quick);
  quick.clock.advance(29_000);
  assert.equal((await quick.review.claim(c.jti, c.token, c.grant, c.digest)).claimed, 'go');
});

test('a used grant is named as used, however late it comes again', async () => {
  const { review, clock, ...bench } = openBench();
  const { jti, token, grant, digest } = await approved({ review, clock, ...bench });
  assert.equal((await review.claim(jti, token, grant, digest)).claimed, 'go');
  clock.advance(3_600_000);
  assert.deepEqual(await review.claim(jti, token, grant, digest), { claimed: 'used' });
  assert.equal((await review.claim(jti, 'token-of-somebody-else', grant, digest)).claimed, 'expired');
});

test('a grant for other bytes, of another key, id, token or epoch is refused and recorded', async () => {
  const bench = openBench();
  const { jti, token, grant, digest } = await approved(bench);
  const refused = [
    [await bench.review.claim(jti, token, grant, 'f'.repeat(64)), { claimed: 'changed', what: 'digest' }],
    [await bench.review.claim(jti, token, 'signed.other.1', digest), { claimed: 'forged', what: 'signature' }],
    [await bench.review.claim('other', token, grant, digest), { claimed: 'forged', what: 'jti' }],
    [await bench.review.claim(jti, 'token-of-somebody-else', grant, digest), { claimed: 'foreign', what: 'token' }],
  ] as const;
  for (const [was, should] of refused) assert.deepEqual(was, should);
  assert.equal(bench.record.filter(({ type }) => type === 'refused-input').length, refused.length);
  bench.review.renew();
  assert.deepEqual(await bench.review.claim(jti, token, grant, digest), { claimed: 'expired', what: 'epoch' });
});

test('a script that changed since it was approved is named and not run', async () => {
  const bench = openBench();
  bench.levers.files = [{ path: '/home/ada/shop/clean.sh', sha256: 'aa' }];
  bench.levers.fileHashes.set('/home/ada/shop/clean.sh', 'aa');
  const { jti, token, grant, digest } = await approved(bench);
  bench.levers.fileHashes.set('/home/ada/shop/clean.sh', 'bb');
  assert.deepEqual(await bench.review.claim(jti, token, grant, digest), {
    claimed: 'changed',
    what: '/home/ada/shop/clean.sh',
  });
  bench.levers.fileHashes.delete('/home/ada/shop/clean.sh');
  assert.equal((await bench.review.claim(jti, token, grant, digest)).claimed, 'changed');
});

test('a claim that cannot be written down is burned', async () => {
  const bench = openBench();
  const { jti, token, grant, digest } = await approved(bench);
  bench.levers.recordFails = 'EIO';
  assert.deepEqual(await bench.review.claim(jti, token, grant, digest), { claimed: 'failed' });
  bench.levers.recordFails = undefined;
  assert.deepEqual(await bench.review.claim(jti, token, grant, digest), { claimed: 'used' });
});

test('nobody claims through a socket that was replaced', async () => {
  const bench = openBench();
  const { jti, token, grant, digest } = await approved(bench);
  bench.levers.gateIntact = false;
  assert.deepEqual(await bench.review.claim(jti, token, grant, digest), { claimed: 'expired', what: 'gate-lost' });
});

test('an outcome follows a claim, once, from the one who filed it', async () => {
  const bench = openBench();
  const { id, jti, token, grant, digest } = await approved(bench);
  const outcome = { sealed: true, exitCode: 0 };
  assert.equal(await bench.review.outcome(id, token, outcome), 'early');
  await bench.review.claim(jti, token, grant, digest);
  assert.equal(await bench.review.outcome(id, 'somebody', outcome), 'foreign');
  assert.equal(await bench.review.outcome(id, token, outcome), 'taken');
  assert.equal(await bench.review.outcome(id, token, outcome), 'again');
  assert.equal(bench.review.get(id)?.execution, 'finished');
});

test('a pass whose script nobody could look at is not claimed', async () => {
  const bench = openBench();
  bench.levers.ruling = 'pass';
  bench.levers.unfixed = ['/home/ada/shop/clean.sh'];
  const filed = await bench.file('bash clean.sh');
  assert.ok(filed.filed === 'new');
  const { token, grant = '', digest } = filed.hold;
  assert.deepEqual(await bench.review.claim(grant.split('.')[1] ?? '', token, grant, digest), {
    claimed: 'changed',
    what: '/home/ada/shop/clean.sh',
  });
});
