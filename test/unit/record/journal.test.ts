import assert from 'node:assert/strict';
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { openJournal } from '../../../src/record/journal.ts';
import { segmentsOf } from '../../../src/record/segments.ts';
import { verifyRecord } from '../../../src/record/verify.ts';
import type { RecordEntry } from '../../../src/review/recordEntry.ts';
import { folder, line, problems } from './lines.ts';

test('lines are chained in order, readable by their owner only, and verify', async (context) => {
  const directory = await folder(context);
  const journal = openJournal({ directory });
  await Promise.all(Array.from({ length: 500 }, (_, i) => journal.append(line(i))));
  await journal.close();
  assert.deepEqual(
    await problems(directory),
    Array.from({ length: 500 }, (_, i) => `n${i}`),
  );
  const [segment = ''] = await segmentsOf(directory);
  assert.equal((await stat(segment)).mode & 0o777, 0o600);
  assert.equal((await stat(directory)).mode & 0o777, 0o700);
  const { whole, entries } = await verifyRecord(directory);
  assert.deepEqual([whole, entries], [true, 500]);
});

test('a line that a crash cut short is cut off and reported; the chain goes on', async (context) => {
  const directory = await folder(context);
  const before = openJournal({ directory });
  await before.append(line(1));
  await before.append(line(2));
  await before.close();
  const [segment = ''] = await segmentsOf(directory);
  const whole = await readFile(segment);
  const last = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
  for (let cut = last + 1; cut < whole.length; cut += 7) {
    await writeFile(segment, whole.subarray(0, cut));
    const found: string[] = [];
    const after = openJournal({ directory, found: (finding) => found.push(finding) });
    await after.append(line(3));
    await after.close();
    assert.deepEqual(found, ['torn-tail'], `cut at ${cut}`);
    assert.deepEqual(await problems(directory), ['n1', 'n3'], `cut at ${cut}`);
    assert.equal((await verifyRecord(directory)).whole, true);
  }
});

test('a tail that is not ours is left as it is, and a new segment begun', async (context) => {
  const directory = await folder(context);
  const before = openJournal({ directory });
  await before.append(line(1));
  await before.close();
  const [segment = ''] = await segmentsOf(directory);
  await appendFile(segment, '{"seq":2,"something":"else"}\n');
  const found: string[] = [];
  const after = openJournal({ directory, found: (finding) => found.push(finding) });
  await after.append(line(2));
  await after.close();
  assert.deepEqual(found, ['damaged']);
  assert.equal((await segmentsOf(directory)).length, 2);
  const verified = await verifyRecord(directory);
  assert.equal(verified.whole, false);
  assert.equal(verified.faults[0]?.code, 'not-a-line');
});

test('segments follow each other in one chain', async (context) => {
  const directory = await folder(context);
  const journal = openJournal({ directory });
  const long = 'long text '.repeat(6_000);
  for (let i = 0; i < 300; i += 1) await journal.append({ ...line(i), problem: `n${i} ${long}` } as RecordEntry);
  await journal.close();
  assert.ok((await segmentsOf(directory)).length >= 2);
  const again = openJournal({ directory });
  await again.append(line(300));
  await again.close();
  const verified = await verifyRecord(directory);
  assert.deepEqual([verified.faults, verified.entries], [[], 301]);
});

test('secrets are masked and long texts cut before they are hashed', async (context) => {
  const directory = await folder(context);
  const journal = openJournal({ directory });
  const secret = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
  await journal.append({
    type: 'intent',
    at: 1,
    id: '01K00000000000000000000000',
    digest: 'd'.repeat(64),
    cwd: '/',
    way: 'socket',
    runner: { name: 'test' },
    action: {
      kind: 'shell',
      command: `curl -H "Authorization: Bearer ${secret}" https://example.com ${'x'.repeat(1024 * 1024)}`,
      environment: { PGPASSWORD: 'hunter2' },
    },
    claim: { prompt: `the token is ${secret}` },
    expiresAt: 2,
    ruling: 'hold',
    reason: { layer: 'floor', rule: 'x' },
    level: 'high',
    effects: [],
  });
  await journal.close();
  const [segment = ''] = await segmentsOf(directory);
  const text = await readFile(segment, 'utf8');
  assert.equal(text.includes(secret), false, 'a token is in the record');
  assert.equal(text.includes('hunter2'), false, 'a password is in the record');
  assert.ok(text.length < 200_000, `${text.length} characters for one line`);
  assert.ok(text.includes('d'.repeat(64)), 'the digest was taken for a secret');
  assert.equal((await verifyRecord(directory)).whole, true);
});

test('the record is signed after a hundred lines, at a stop, and at its end; a signature that fails stops nothing', async (context) => {
  const directory = await folder(context);
  const made: number[] = [];
  let failing = false;
  const journal = openJournal({
    directory,
    checkpoints: {
      now: () => 1,
      sign: () => (failing ? Promise.reject(new Error('locked')) : Promise.resolve('a.b.c')),
      made: ({ seq }) => {
        made.push(seq);
        return Promise.resolve();
      },
    },
  });
  for (let i = 0; i < 100; i += 1) await journal.append(line(i));
  await journal.append(line(100));
  assert.deepEqual(made, [100]);
  await journal.append({ type: 'stop', at: 1, epoch: 'e' });
  await journal.append(line(101));
  assert.deepEqual(made, [100, 103]);
  failing = true;
  for (let i = 0; i < 150; i += 1) await journal.append(line(i));
  failing = false;
  await journal.append(line(0));
  await journal.append(line(1));
  assert.equal(made.length, 3, 'it was not tried again');
  await journal.close();
  assert.equal(made.length, 4, 'the end is not signed');
});
