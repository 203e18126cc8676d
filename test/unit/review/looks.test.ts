import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PreviewEntry, PreviewReport } from '../../../src/preview/preview.ts';
import { grownSince } from '../../../src/review/compareLooks.ts';
import { takenAt } from '../../../src/review/shown.ts';
import { openBench, settle, type Bench } from '../../support/reviewBench.ts';

const COMMAND = 'rm -rf data';

function files(value: number, more: Partial<PreviewEntry> = {}): PreviewEntry {
  return {
    object: { type: 'directory', name: '/home/ada/shop/data' },
    verb: 'delete',
    via: 'direct',
    count: { kind: 'exact', value },
    unit: 'files',
    undo: 'none',
    ...more,
  };
}

function report(entries: readonly PreviewEntry[], more: Partial<PreviewReport> = {}): PreviewReport {
  return { source: 'files', state: 'done', entries, unknown: [], ...more };
}

/** What the look that is on its way tells. */
function tell(bench: Bench, ...reports: readonly PreviewReport[]): void {
  const told = bench.previews.get(COMMAND);
  assert.ok(told, 'nobody is looking');
  told(reports);
}

test('what is counted again and the same keeps the card, with its ticket; anything else is a revision', async () => {
  const bench = openBench();
  const { review, clock } = bench;
  const id = await bench.held(COMMAND);
  tell(bench, report([files(12)], { takenAt: 1000 }));
  const { revision = 0 } = review.get(id) ?? {};
  const ticket = review.issueTicket(id, 'view');
  assert.ok(ticket);
  clock.advance(31_000);
  review.recount(id);
  tell(bench, report([], { state: 'counting' }));
  clock.advance(300);
  assert.equal(review.get(id)?.previews[0]?.entries.length, 1, 'figures went while they were counted again');
  tell(bench, report([files(12)], { takenAt: 32_000 }));
  const again = review.get(id);
  assert.ok(again);
  assert.equal(takenAt(again), 32_000);
  assert.equal(again.revision, revision, 'a card on which nothing changed must not begin anew');
  assert.equal((await review.approve(ticket.nonce, 'view', {})).decided, true);

  const other = await bench.held(COMMAND);
  tell(bench, report([files(12)], { takenAt: 1000 }));
  const before = review.get(other)?.revision ?? 0;
  clock.advance(1000);
  review.recount(other);
  tell(bench, report([files(13)], { takenAt: 2000 }));
  assert.equal(review.get(other)?.revision, before + 1);
});

test('what is being counted is not counted a second time', async () => {
  const bench = openBench();
  const id = await bench.held(COMMAND);
  const first = bench.previews.get(COMMAND);
  bench.review.recount(id);
  assert.equal(bench.previews.get(COMMAND), first);
});

test('high and critical are approved while they are counted only with a tick of their own', async () => {
  for (const [level, asked] of [
    ['medium', false],
    ['high', true],
    ['unknown', true],
    ['critical', true],
  ] as const) {
    const bench = openBench();
    bench.levers.level = level;
    const { review, clock } = bench;
    const id = await bench.held(COMMAND);
    tell(bench, report([], { state: 'counting' }));
    const ticket = review.issueTicket(id, 'view');
    assert.ok(ticket);
    clock.advance(1500);
    const gesture = { checked: true, typed: 'data' };
    const without = await review.approve(ticket.nonce, 'view', gesture);
    assert.equal(without.decided, !asked, level);
    if (asked)
      assert.equal((await review.approve(ticket.nonce, 'view', { ...gesture, uncounted: true })).decided, true);
  }
});

test('old figures approve nothing high', async () => {
  const bench = openBench();
  bench.levers.level = 'high';
  const { clock } = bench;
  const id = await bench.held(COMMAND);
  tell(bench, report([files(12)], { takenAt: clock.wall() }));
  clock.advance(60_000);
  assert.deepEqual(await bench.approve(id), { decided: false, code: 'stale' });
  bench.review.recount(id);
  tell(bench, report([files(12)], { takenAt: clock.wall() }));
  assert.equal((await bench.approve(id)).decided, true);
});

test('a claim counts again, and is refused when there is more than the person saw', async () => {
  for (const [now, claimed] of [
    [[report([files(12)])], { claimed: 'go' }],
    [[report([files(11)])], { claimed: 'go' }],
    [[report([files(13)])], { claimed: 'grown', what: '/home/ada/shop/data' }],
    [[report([files(12)], { state: 'failed' })], { claimed: 'grown', what: '' }],
    [[], { claimed: 'grown', what: '' }],
  ] as const) {
    const bench = openBench();
    const id = await bench.held(COMMAND);
    tell(bench, report([files(12)]));
    const decided = await bench.approve(id);
    assert.ok(decided.decided);
    const { grant = '', token, digest } = decided.hold;
    const claim = bench.review.claim(grant.split('.')[1] ?? '', token, grant, digest);
    await settle();
    tell(bench, ...now);
    const { claimed: how, ...rest } = await claim;
    const what = 'what' in rest ? { what: rest.what } : {};
    assert.deepEqual({ claimed: how, ...what }, claimed, JSON.stringify(now));
  }
});

test('a claim whose look does not end in time is refused', async () => {
  const bench = openBench();
  const id = await bench.held(COMMAND);
  tell(bench, report([files(12)]));
  const decided = await bench.approve(id);
  assert.ok(decided.decided);
  const { grant = '', token, digest } = decided.hold;
  const claim = bench.review.claim(grant.split('.')[1] ?? '', token, grant, digest);
  await settle();
  bench.clock.advance(8_000);
  assert.deepEqual(await claim, { claimed: 'grown', what: '' });
});

test('more is also another object, and less that can be brought back; what was no exact figure is not compared', () => {
  const before = [report([files(12, { parts: [{ name: 'tracked', count: 12, undo: 'git' }] })])];
  const modified = { name: 'modified', count: 1, undo: 'none' } as const;
  assert.equal(
    grownSince(before, [report([files(12, { parts: [{ name: 'tracked', count: 11, undo: 'git' }, modified] })])]),
    '/home/ada/shop/data',
  );
  const cascade = files(3, { object: { type: 'table', name: 'lines' }, via: 'cascade' });
  assert.equal(grownSince(before, [report([...(before[0]?.entries ?? []), cascade])]), 'lines');
  const estimate = [report([files(12, { count: { kind: 'estimate', value: 12 } })])];
  assert.equal(grownSince(estimate, [report([files(5000)])]), undefined);
  assert.equal(grownSince([report([], { state: 'counting' })], []), undefined);
});

test('a database that has said meanwhile that it is production is not what was approved', async () => {
  for (const [seen, marked, claimed] of [
    [undefined, 'staging', { claimed: 'changed', what: 'marker' }],
    ['staging', 'production', { claimed: 'changed', what: 'marker' }],
    ['production', 'production', undefined],
    ['production', undefined, undefined],
  ] as const) {
    const bench = openBench();
    const id = await bench.held(COMMAND);
    tell(bench, report([files(12)], seen === undefined ? {} : { marked: seen }));
    const decided = await bench.approve(id);
    assert.ok(decided.decided);
    const { grant = '', token, digest } = decided.hold;
    const claim = bench.review.claim(grant.split('.')[1] ?? '', token, grant, digest);
    await settle();
    tell(bench, report([files(12)], marked === undefined ? {} : { marked }));
    const found = await claim;
    if (claimed === undefined) assert.equal(found.claimed, 'go', String(seen));
    else assert.deepEqual(found, claimed, String(seen));
  }
});
