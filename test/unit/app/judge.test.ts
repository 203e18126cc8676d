import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createJudge } from '../../../src/app/judge.ts';
import type { JudgeOptions } from '../../../src/app/judge.ts';
import type { Intent } from '../../../src/action/intent.ts';
import { NO_DISK } from '../../../src/reading/ports.ts';
import type { Reading } from '../../../src/reading/reader.ts';

const READS: Reading = {
  effects: [
    {
      kind: 'file.read',
      object: { type: 'file', name: '/w/a' },
      range: [0, 1],
      certainty: 'certain',
      undo: 'unknown',
      environment: 'unknown',
      traits: [],
    },
  ],
  embedded: [],
  problems: [],
  asks: [],
  complete: true,
};
const INTENT: Intent = { version: 1, runner: { name: 't' }, action: { kind: 'shell', command: 'cat a' } };
const OPTIONS: JudgeOptions = {
  readers: { shell: () => Promise.resolve(() => READS) },
  texts: NO_DISK,
  workspace: () => '/w',
  home: '/home/user',
  autoPass: () => 'reads',
};
const FINE = {
  paths: [{ path: '/w/a', real: '/w/a', type: 'file', tracked: false, modified: false }],
  globs: [],
  programs: [],
  settings: [],
  knownHosts: [],
  complete: true,
} as const;

test('a pass asks the disk first; a hold does not', async () => {
  let looked = 0;
  const facts = { look: () => Promise.resolve((looked++, FINE)) };
  const { verdict } = await createJudge({ ...OPTIONS, facts }).judge(INTENT, '/w');
  assert.deepEqual([verdict.ruling, looked], ['pass', 1]);
  const held = await createJudge({ ...OPTIONS, facts, autoPass: () => 'nothing' }).judge(INTENT, '/w');
  assert.deepEqual([held.verdict.ruling, looked], ['hold', 1]);
});

test('what passes because git can bring it back is called that, and weighs no more', async () => {
  const removes: Reading = { ...READS, effects: READS.effects.map((one) => ({ ...one, kind: 'file.delete' })) };
  const facts = { look: () => Promise.resolve({ ...FINE, paths: [{ ...FINE.paths[0], tracked: true }] }) };
  const readers = { shell: () => Promise.resolve(() => removes) };
  const judge = createJudge({ ...OPTIONS, readers, facts, autoPass: () => 'low' });
  const { verdict, reading } = await judge.judge(INTENT, '/w');
  assert.deepEqual(
    [verdict.ruling, verdict.level, verdict.findings.map(({ rule }) => rule), reading.effects[0]?.undo],
    ['pass', 'medium', ['file.delete'], 'git'],
  );
});

test('facts that are late or against it hold', async () => {
  const late = { look: () => Promise.resolve({ ...FINE, complete: false }) };
  assert.equal((await createJudge({ ...OPTIONS, facts: late }).judge(INTENT, '/w')).verdict.ruling, 'hold');
});

test('whatever fails inside, it is a hold of level unknown that says so', async () => {
  const fail = (): never => {
    throw new Error('bug');
  };
  for (const broken of [
    { ...OPTIONS, workspace: fail },
    { ...OPTIONS, autoPass: fail },
    { ...OPTIONS, facts: { look: () => Promise.reject(new Error('disk')) } },
    { ...OPTIONS, readers: { shell: fail } },
  ]) {
    const { verdict, reading } = await createJudge(broken).judge(INTENT, '/w');
    assert.deepEqual([verdict.ruling, verdict.level, reading.complete], ['hold', 'unknown', false]);
    assert.ok(verdict.findings.length > 0);
  }
});

test('the setting is asked anew for each verdict', async () => {
  let value: 'nothing' | 'reads' = 'reads';
  const judge = createJudge({ ...OPTIONS, autoPass: () => value });
  assert.equal((await judge.judge(INTENT, '/w')).verdict.ruling, 'pass');
  value = 'nothing';
  assert.equal((await judge.judge(INTENT, '/w')).verdict.ruling, 'hold');
});
