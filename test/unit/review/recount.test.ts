import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Judgement } from '../../../src/review/judgement.ts';
import { askedOf } from '../../../src/review/shown.ts';
import type { Verdict } from '../../../src/rules/ruling.ts';
import { openBench, settle } from '../../support/reviewBench.ts';

const verdict = (more: Partial<Verdict>): Verdict => ({
  ruling: 'hold',
  requires: [],
  level: 'medium',
  findings: [],
  reason: { layer: 'user', rule: 'many-rows' },
  ...more,
});
const report = { source: 'files', state: 'done', entries: [], unknown: [] } as const;

/** A bench where the rules say this of what the previews find. */
function bench(again: Judgement['again']) {
  const opened = openBench();
  opened.levers.requires = ['count'];
  opened.levers.again = again;
  return opened;
}

test('what may be too many cannot be approved before it is counted, and can when it is few', async () => {
  const opened = bench(() => verdict({}));
  const id = await opened.held('rm -rf data');
  assert.deepEqual(await opened.approve(id), { decided: false, code: 'requires-count' });
  opened.previews.get('rm -rf data')?.([report]);
  assert.deepEqual(opened.review.get(id)?.judgement.verdict.requires, []);
  assert.equal((await opened.approve(id)).decided, true);
});

test('what turns out to be too many is refused by the rules, in the record too', async () => {
  const opened = bench(() => verdict({ ruling: 'refuse' }));
  const id = await opened.held('rm -rf data');
  opened.previews.get('rm -rf data')?.([report]);
  await settle();
  const hold = opened.review.get(id);
  assert.deepEqual([hold?.state, hold?.by, hold?.grant], ['refused', 'rules', undefined]);
  assert.equal(hold?.judgement.verdict.reason.rule, 'many-rows');
  const decision = opened.record.find((entry) => entry.type === 'decision');
  assert.ok(decision?.type === 'decision' && decision.state === 'refused' && decision.by === 'rules');
});

test('a refusal that cannot be written down is still one', async () => {
  const opened = bench(() => verdict({ ruling: 'refuse' }));
  const id = await opened.held('rm -rf data');
  opened.levers.recordFails = 'disk full';
  opened.previews.get('rm -rf data')?.([report]);
  await settle();
  assert.equal(opened.review.get(id)?.state, 'refused');
  assert.deepEqual(opened.alarms, ['record.failed']);
});

test('where nobody wants to look, the rules are asked once more all the same', async () => {
  let asked = 0;
  const opened = bench((reports) => {
    asked += reports.length === 0 ? 1 : 0;
    return verdict({ ruling: 'refuse' });
  });
  const id = await opened.held('rm -rf data');
  opened.previews.get('rm -rf data')?.([]);
  await settle();
  assert.deepEqual([asked, opened.review.get(id)?.state], [1, 'refused']);
  const calm = openBench();
  const other = await calm.held('rm -rf data');
  calm.previews.get('rm -rf data')?.([]);
  assert.equal(calm.review.get(other)?.revision, 1, 'a card is drawn anew for nothing');
});

test('a rule that asks for the name asks for it at every level', async () => {
  const opened = openBench();
  opened.levers.requires = ['confirm'];
  for (const level of ['low', 'medium', 'high', 'unknown'] as const) {
    opened.levers.level = level;
    const hold = opened.review.get(await opened.held(`rm -rf data # ${level}`));
    assert.ok(hold);
    assert.deepEqual(askedOf(hold), { asks: 'word', word: 'data', code: false }, level);
  }
});
