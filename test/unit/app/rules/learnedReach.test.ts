import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { openReaders } from '../../../../src/app/readers.ts';
import { reachOf } from '../../../../src/app/rules/learnedReach.ts';
import type { PastAction } from '../../../../src/app/rules/pastActions.ts';
import { suggestRules } from '../../../../src/app/rules/suggestRules.ts';
import type { Effect } from '../../../../src/effect/effect.ts';

const opened = openReaders({ dist: path.join(process.cwd(), 'dist') });
after(() => opened.close());

const GROUND = { workspace: '/w', home: '/home/user' };
const SPAN = { today: '2026-11-22', until: '2026-12-22' };
const DAY = 24 * 60 * 60 * 1000;
const NOW = 400 * DAY;
const SINCE = NOW - 30 * DAY;

const made: Effect = {
  kind: 'file.create',
  object: { type: 'directory', name: '/w/build' },
  range: [0, 0],
  certainty: 'certain',
  undo: 'git',
  environment: 'unknown',
  traits: [],
};

function past(command: string, more: Partial<PastAction> = {}): PastAction {
  return {
    at: NOW - DAY,
    command,
    plain: true,
    cwd: '/w',
    effects: [made],
    files: [],
    level: 'low',
    reason: { layer: 'autoPass', rule: 'not-a-read' },
    state: 'approved',
    by: 'person',
    ...more,
  };
}

const suggested = async (actions: readonly PastAction[]): Promise<readonly string[]> =>
  (await suggestRules(actions, SINCE, opened.readers, GROUND, SPAN)).map(({ rule }) =>
    (rule.when.command ?? []).join(' '),
  );

test('what was approved twice in the last 30 days is suggested, for 30 days', async () => {
  const twice = [past('mkdir build'), past('mkdir  build')];
  assert.deepEqual(await suggested(twice), ['mkdir build']);
  const [found] = await suggestRules(twice, SINCE, opened.readers, GROUND, SPAN);
  assert.equal(found?.rule.expires, '2026-12-22');
  assert.deepEqual(await suggested([past('mkdir build'), past('mkdir build', { at: SINCE - 1 })]), []);
});

test('nothing is suggested of what is weighty, an interpreter’s, compound, fed, or was ever denied', async () => {
  const twice = (command: string, more: Partial<PastAction> = {}) => [past(command, more), past(command, more)];
  for (const level of ['high', 'critical', 'unknown'] as const)
    assert.deepEqual(await suggested(twice('mkdir build', { level })), [], level);
  for (const command of [
    'bash -c "mkdir build"',
    'python3 build.py',
    'mkdir build && ls',
    'mkdir $X',
    'xargs mkdir',
    'mkdir build > log',
  ])
    assert.deepEqual(await suggested(twice(command)), [], command);
  assert.deepEqual(await suggested(twice('mkdir build', { plain: false })), []);
  assert.deepEqual(await suggested(twice('mkdir build', { by: 'rules' })), []);
  const denied = past('mkdir build', { state: 'denied', at: DAY });
  assert.deepEqual(await suggested([denied, ...twice('mkdir build')]), [], 'denied a year ago');
  assert.deepEqual(await suggested([past('mkdir other', { state: 'denied' }), ...twice('mkdir build')]), [
    'mkdir build',
  ]);
});

test('a rule’s reach is of the last 30 days, a denial of any day', async () => {
  const [found] = await suggestRules([past('mkdir build'), past('mkdir build')], SINCE, opened.readers, GROUND, SPAN);
  assert.ok(found);
  const reach = (actions: readonly PastAction[]) => reachOf(found.rule, actions, SINCE, opened.readers, GROUND);
  assert.deepEqual(await reach([past('mkdir build', { at: SINCE - 1 }), past('mkdir build')]), {
    passed: ['mkdir build'],
    denied: false,
  });
  assert.equal((await reach([past('mkdir build', { at: DAY, state: 'denied' })])).denied, true);
});
