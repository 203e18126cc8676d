import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { nodeDisk, type RecordDisk } from '../../../src/record/disk.ts';
import { openJournal } from '../../../src/record/journal.ts';
import { segmentsOf } from '../../../src/record/segments.ts';
import { verifyRecord } from '../../../src/record/verify.ts';
import type { RecordEntry } from '../../../src/review/recordEntry.ts';

async function folder(context: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'kt-record-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  return path.join(directory, 'record');
}

const line = (number: number): RecordEntry => ({
  type: 'refused-input',
  at: number,
  way: 'test',
  problem: `n${number}`,
});

async function problems(directory: string): Promise<string[]> {
  const found: string[] = [];
  for (const file of await segmentsOf(directory)) {
    for (const text of (await readFile(file, 'utf8')).split('\n').filter((one) => one !== '')) {
      const { entry } = JSON.parse(text) as { entry: { problem: string } };
      found.push(entry.problem);
    }
  }
  return found;
}

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

test('what is resolved is on the disk: lines that wait share one fsync', async (context) => {
  const directory = await folder(context);
  let syncs = 0;
  let written = 0;
  const disk: RecordDisk = {
    ...nodeDisk,
    async open(file, length) {
      const segment = await nodeDisk.open(file, length);
      return {
        ...segment,
        async write(bytes, position) {
          written += bytes.length;
          return segment.write(bytes, position);
        },
        async sync() {
          syncs += 1;
          await segment.sync();
        },
      };
    },
  };
  const journal = openJournal({ directory, disk });
  const first = journal.append(line(0));
  const rest = Promise.all(Array.from({ length: 200 }, (_, i) => journal.append(line(i + 1))));
  await first;
  assert.equal(syncs, 1);
  const [segment = ''] = await segmentsOf(directory);
  assert.ok((await stat(segment)).size > 0);
  await rest;
  assert.ok(syncs <= 3, `${syncs} syncs for lines that waited together`);
  assert.equal((await stat(segment)).size, written);
  await journal.close();
});

test('after a short write or a failed fsync nothing half is left, on a new descriptor', async (context) => {
  for (const failure of ['short', 'sync', 'write'] as const) {
    const directory = path.join(await folder(context), failure);
    let failing = false;
    const opened: number[] = [];
    const disk: RecordDisk = {
      ...nodeDisk,
      async open(file, length) {
        opened.push(length);
        const segment = await nodeDisk.open(file, length);
        let syncedBadly = false;
        return {
          ...segment,
          async write(bytes, position) {
            if (failing && failure === 'write') throw new Error('ENOSPC');
            if (failing && failure === 'short') return segment.write(bytes.subarray(0, bytes.length >> 1), position);
            return segment.write(bytes, position);
          },
          async sync() {
            assert.equal(syncedBadly, false, 'fsync was tried again on the same descriptor');
            if (failing && failure === 'sync') {
              syncedBadly = true;
              throw new Error('EIO');
            }
            await segment.sync();
          },
        };
      },
    };
    const journal = openJournal({ directory, disk });
    await journal.append(line(1));
    failing = true;
    await assert.rejects(journal.append(line(2)), `a line was resolved in spite of: ${failure}`);
    await assert.rejects(journal.append(line(3)));
    failing = false;
    await journal.append(line(4));
    await journal.close();
    assert.deepEqual(await problems(directory), ['n1', 'n4'], failure);
    assert.ok(opened.length >= 3, 'the segment was not opened anew');
    assert.equal((await verifyRecord(directory)).whole, true, failure);
  }
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

test('on a full disk a denial still finds room, and nothing that lets something run', async (context) => {
  const directory = await folder(context);
  let room = Infinity;
  const disk: RecordDisk = {
    ...nodeDisk,
    async open(file, length) {
      const segment = await nodeDisk.open(file, length);
      return {
        ...segment,
        write: (bytes, position) => {
          const fits = Math.min(bytes.length, room);
          room -= fits;
          return segment.write(bytes.subarray(0, fits), position);
        },
        async truncate(to) {
          await segment.truncate(to);
        },
      };
    },
    async release(at) {
      await nodeDisk.release(at);
      room = 64 * 1024;
    },
    async reserve(at) {
      if (room < 64 * 1024) throw new Error('ENOSPC');
      return nodeDisk.reserve(at);
    },
  };
  const id = '01K00000000000000000000000';
  const intent = {
    type: 'intent',
    at: 1,
    id,
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
  } as const satisfies RecordEntry;
  const decision = (state: 'approved' | 'denied') =>
    ({ type: 'decision', at: 1, id, digest: 'd', state, by: 'person' }) as const satisfies RecordEntry;
  const journal = openJournal({ directory, disk });
  await journal.append(intent);
  // The room is taken after the line is told, and before the next one.
  await journal.append(line(0));
  assert.ok((await readdir(directory)).includes('reserve'), 'no room was taken while there was some');
  room = 100;
  const results = await Promise.allSettled([
    journal.append(line(1)),
    journal.append(decision('approved')),
    journal.append({ ...intent, id: id.replace('K', 'J') }, { ...decision('denied'), id: id.replace('K', 'J') }),
    journal.append(decision('denied')),
    journal.append({ type: 'claim', at: 1, id, jti: 'j' }),
  ]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected', 'fulfilled', 'rejected'],
  );
  assert.equal((await readdir(directory)).includes('reserve'), false, 'the room was not given up');
  room = Infinity;
  await journal.append(line(2));
  await journal.close();
  assert.ok((await readdir(directory)).includes('reserve'), 'the room was not taken again');
  assert.deepEqual((await verifyRecord(directory)).faults, []);
  const [file = ''] = await segmentsOf(directory);
  const types = (await readFile(file, 'utf8')).trimEnd().split('\n').map(entryType);
  assert.deepEqual(types, ['intent', 'refused-input', 'denied', 'refused-input']);
});

function entryType(text: string): string {
  const { entry } = JSON.parse(text) as { entry: { type: string; state?: string } };
  return entry.state ?? entry.type;
}

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
