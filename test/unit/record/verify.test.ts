import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { GENESIS, writeLine } from '../../../src/record/line.ts';
import { openJournal } from '../../../src/record/journal.ts';
import { segmentName, segmentsOf } from '../../../src/record/segments.ts';
import { verifyRecord } from '../../../src/record/verify.ts';
import type { RecordEntry } from '../../../src/review/recordEntry.ts';

async function folder(context: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'kt-verify-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function recordOf(directory: string, count: number): Promise<{ file: string; bytes: Buffer }> {
  const journal = openJournal({ directory });
  for (let i = 0; i < count; i += 1)
    await journal.append({ type: 'refused-input', at: i, way: 'test', problem: `line “${i}”\u2028` });
  await journal.close();
  const [file = ''] = await segmentsOf(directory);
  return { file, bytes: await readFile(file) };
}

test('each changed byte is found', async (context) => {
  const directory = await folder(context);
  const { file, bytes } = await recordOf(directory, 5);
  assert.equal((await verifyRecord(directory)).whole, true);
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await writeFile(file, changed);
    assert.equal((await verifyRecord(directory)).whole, false, `byte ${at} was changed and nobody noticed`);
  }
});

test('a line taken out, doubled or moved is found, and the first wrong one named', async (context) => {
  const directory = await folder(context);
  const { file, bytes } = await recordOf(directory, 6);
  const lines = bytes.toString('utf8').split('\n').slice(0, -1);
  const changes: readonly (readonly [string, readonly (string | undefined)[], number])[] = [
    ['taken out', [...lines.slice(0, 2), ...lines.slice(3)], 3],
    ['doubled', [...lines.slice(0, 3), lines[2], ...lines.slice(3)], 4],
    ['swapped', [lines[0], lines[2], lines[1], ...lines.slice(3)], 2],
    ['beginning cut off', lines.slice(1), 1],
  ];
  for (const [what, text, first] of changes) {
    await writeFile(file, `${text.join('\n')}\n`);
    const { whole, faults } = await verifyRecord(directory);
    assert.equal(whole, false, what);
    assert.equal(faults[0]?.line, first, what);
  }
});

const ID = '01K00000000000000000000000';
const at = 1;
const intent: RecordEntry = {
  type: 'intent',
  at,
  id: ID,
  digest: 'd',
  cwd: '/',
  way: 'socket',
  runner: { name: 'test' },
  action: { kind: 'shell', command: 'x' },
  expiresAt: 2,
  ruling: 'hold',
  reason: { layer: 'floor', rule: 'x' },
  level: 'low',
  effects: [],
};
const approved: RecordEntry = { type: 'decision', at, id: ID, digest: 'd', state: 'approved', by: 'person', jti: 'j' };
const denied: RecordEntry = { type: 'decision', at, id: ID, digest: 'd', state: 'denied', by: 'person' };
const claim: RecordEntry = { type: 'claim', at, id: ID, jti: 'j' };
const outcome: RecordEntry = { type: 'outcome', at, id: ID, outcome: { sealed: true } };

test('a well-chained record that tells an impossible story is not whole', async (context) => {
  const stories: readonly (readonly [readonly RecordEntry[], string | undefined])[] = [
    [[intent, approved, claim, outcome], undefined],
    [[intent, denied], undefined],
    [[intent], undefined],
    [[intent, denied, claim], 'claim-without-grant'],
    [[intent, claim], 'claim-without-grant'],
    [[intent, approved, { ...claim, jti: 'another' }], 'claim-without-grant'],
    [[intent, approved, claim, claim], 'claimed-twice'],
    [[intent, denied, approved], 'decided-twice'],
    [[approved], 'decision-without-intent'],
    [[intent, approved, outcome], 'outcome-without-claim'],
  ];
  for (const [story, fault] of stories) {
    const directory = await folder(context);
    let prev = GENESIS;
    let text = '';
    for (const [index, entry] of story.entries()) {
      const line = writeLine(prev, index + 1, JSON.stringify(entry));
      prev = line.hash;
      text += line.text;
    }
    await writeFile(path.join(directory, segmentName(1)), text);
    const verified = await verifyRecord(directory);
    assert.equal(verified.faults[0]?.code, fault, JSON.stringify(story.map(({ type }) => type)));
  }
});

test('a line that is being written is no torn one; a cut one stays torn', async (context) => {
  const directory = await folder(context);
  const { file, bytes } = await recordOf(directory, 4);
  const half = bytes.lastIndexOf(0x0a, -2) + 20;
  await writeFile(file, bytes.subarray(0, half));
  const written = await verifyRecord(directory, () => writeFile(file, bytes));
  assert.deepEqual([written.entries, written.faults], [4, []]);
  // A busy window: the next line is half there at the second look.
  await writeFile(file, bytes.subarray(0, bytes.indexOf(0x0a) + 20));
  const busy = await verifyRecord(directory, () => writeFile(file, bytes.subarray(0, half)));
  assert.deepEqual([busy.entries, busy.faults], [3, []]);
  await writeFile(file, bytes.subarray(0, half));
  const cut = await verifyRecord(directory, () => Promise.resolve());
  assert.deepEqual(cut.faults, [{ code: 'torn-tail', file, line: 4 }]);
});

test('a record that is not there is whole and empty', async (context) => {
  assert.deepEqual(await verifyRecord(path.join(await folder(context), 'none')), {
    whole: true,
    entries: 0,
    faults: [],
  });
});
