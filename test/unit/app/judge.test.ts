import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createJudge } from '../../../src/app/judge.ts';
import type { JudgeOptions } from '../../../src/app/judge.ts';
import type { Intent } from '../../../src/action/intent.ts';
import { NO_DISK } from '../../../src/reading/ports.ts';
import type { Reading } from '../../../src/reading/reader.ts';
import type { Judgement } from '../../../src/review/judgement.ts';
import { NO_ACTIVE_RULES } from '../../../src/rules/activeRules.ts';

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
  astray: [],
  knownHosts: [],
  complete: true,
} as const;

async function judged(options: JudgeOptions, guessed?: boolean): Promise<Judgement> {
  const judgement = await createJudge(options).judge(INTENT, '/w', guessed);
  if (judgement === 'moved') assert.fail('its folder is elsewhere');
  return judgement;
}

test('a pass asks the disk first; a hold that loses no file does not', async () => {
  let looked = 0;
  const facts = { look: () => Promise.resolve((looked++, FINE)) };
  const { verdict } = await judged({ ...OPTIONS, facts });
  assert.deepEqual([verdict.ruling, looked], ['pass', 1]);
  const held = await judged({ ...OPTIONS, facts, autoPass: () => 'nothing' });
  assert.deepEqual([held.verdict.ruling, looked], ['hold', 1]);
});

test('what passes because git can bring it back is called that, and weighs no more', async () => {
  const removes: Reading = { ...READS, effects: READS.effects.map((one) => ({ ...one, kind: 'file.delete' })) };
  const facts = { look: () => Promise.resolve({ ...FINE, paths: [{ ...FINE.paths[0], tracked: true }] }) };
  const readers = { shell: () => Promise.resolve(() => removes) };
  const { verdict, reading } = await judged({ ...OPTIONS, readers, facts, autoPass: () => 'low' });
  assert.deepEqual(
    [verdict.ruling, verdict.level, verdict.findings.map(({ rule }) => rule), reading.effects[0]?.undo],
    ['pass', 'medium', ['file.delete'], 'git'],
  );
});

test('what is held is told as the disk knows it: a new file, one that git has, and else as a loss', async () => {
  const told = async (kind: 'file.write' | 'file.delete', fact: object, fail = false): Promise<readonly unknown[]> => {
    const loses: Reading = { ...READS, effects: READS.effects.map((one) => ({ ...one, kind })) };
    const facts = {
      look: () =>
        fail ? Promise.reject(new Error('disk')) : Promise.resolve({ ...FINE, paths: [{ ...FINE.paths[0], ...fact }] }),
    };
    const { verdict } = await judged({ ...OPTIONS, readers: { shell: () => Promise.resolve(() => loses) }, facts });
    return [verdict.ruling, verdict.level, verdict.reason.layer, ...verdict.findings.map(({ rule }) => rule)];
  };
  assert.deepEqual(await told('file.write', { type: 'absent' }), ['hold', 'low', 'autoPass', 'file.create']);
  assert.deepEqual(await told('file.write', { tracked: true }), ['hold', 'medium', 'autoPass', 'file.write']);
  assert.deepEqual(await told('file.delete', { tracked: true }), ['hold', 'medium', 'autoPass', 'file.delete']);
  const lost = ['hold', 'high', 'autoPass', 'file.delete', 'undo.none'];
  assert.deepEqual(await told('file.delete', { tracked: true, modified: true }), lost);
  assert.deepEqual(await told('file.delete', { tracked: true, real: '/elsewhere/a' }), lost);
  assert.deepEqual(await told('file.delete', { tracked: true }, true), lost);
});

test('facts that are late or against it hold', async () => {
  const late = { look: () => Promise.resolve({ ...FINE, complete: false }) };
  assert.equal((await judged({ ...OPTIONS, facts: late })).verdict.ruling, 'hold');
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
    const { verdict, reading } = await judged(broken);
    assert.deepEqual([verdict.ruling, verdict.level, reading.complete], ['hold', 'unknown', false]);
    assert.ok(verdict.findings.length > 0);
  }
});

test('the setting is asked anew for each verdict', async () => {
  let value: 'nothing' | 'reads' = 'reads';
  const options: JudgeOptions = { ...OPTIONS, autoPass: () => value };
  assert.equal((await judged(options)).verdict.ruling, 'pass');
  value = 'nothing';
  assert.equal((await judged(options)).verdict.ruling, 'hold');
});

test('what passes by the rules as they were last seen is asked of the disk once, with whether they are still so', async () => {
  const asked: string[] = [];
  const options = (answer: Partial<typeof FINE> | undefined): JudgeOptions => ({
    ...OPTIONS,
    rules: () => Promise.resolve((asked.push('rules'), NO_ACTIVE_RULES)),
    knownRules: () => ({ active: NO_ACTIVE_RULES, files: [{ path: '/w/rules', stamp: '1' }] }),
    facts: {
      look: () => Promise.resolve((asked.push('look'), FINE)),
      lookIf: ({ folder, files }) => {
        asked.push(`look if ${folder} and ${files.map(({ path, stamp }) => `${path} ${stamp}`).join()}`);
        return Promise.resolve(answer && { ...FINE, ...answer });
      },
    },
  });
  const verdictOf = async (one: JudgeOptions): Promise<readonly string[]> => [
    (await judged(one)).verdict.ruling,
    ...asked.splice(0),
  ];
  assert.deepEqual(await verdictOf(options({})), ['pass', 'look if /w and /w/rules 1']);
  // Something is otherwise, or nobody can tell: the rules are looked at, and the disk after them.
  const slowly = ['look if /w and /w/rules 1', 'rules', 'look'];
  assert.deepEqual(await verdictOf(options(undefined)), ['pass', ...slowly]);
  assert.deepEqual(await verdictOf(options({ complete: false } as object)), ['pass', ...slowly]);
  // What does not pass is held by the rules as they are now.
  assert.deepEqual(await verdictOf({ ...options({}), autoPass: () => 'nothing' }), ['hold', 'rules']);
  assert.deepEqual(await verdictOf({ ...options({}), knownRules: () => undefined }), ['pass', 'rules', 'look']);
});

test('a folder that was guessed is looked at: no verdict is for a place where the agent is not', async () => {
  const facts = { look: () => Promise.resolve(FINE), lookIf: () => Promise.resolve(undefined) };
  const knownRules = () => ({ active: NO_ACTIVE_RULES, files: [] });
  const fail = (): never => {
    throw new Error('bug');
  };
  for (const options of [
    { ...OPTIONS, facts },
    { ...OPTIONS, facts, knownRules },
    { ...OPTIONS, autoPass: () => 'nothing' as const },
    { ...OPTIONS, autoPass: fail },
  ]) {
    assert.equal(await createJudge(options).judge(INTENT, '/no such folder', true), 'moved');
    assert.notEqual(await createJudge(options).judge(INTENT, '/', true), 'moved');
  }
});

test('code of a folder outside the workspace never passes as the project’s, with a disk or without one', async () => {
  const [first] = READS.effects;
  assert.ok(first !== undefined);
  const ruling = async (directory: string): Promise<string> => {
    const builds: Reading = {
      ...READS,
      effects: [{ ...first, kind: 'exec.project', object: { type: 'operation', name: 'npm build' } }],
      asks: [{ ask: 'settings-kept', directory, lock: false, range: first.range }],
    };
    const readers = { shell: () => Promise.resolve(() => builds) };
    return (await judged({ ...OPTIONS, readers, autoPass: () => 'low' })).verdict.ruling;
  };
  assert.deepEqual(
    [await ruling('/w'), await ruling('/w/web'), await ruling('/w2'), await ruling('/srv/other')],
    ['pass', 'pass', 'hold', 'hold'],
  );
});
