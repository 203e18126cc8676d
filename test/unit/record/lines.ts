import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { segmentsOf } from '../../../src/record/segments.ts';
import type { RecordEntry } from '../../../src/review/recordEntry.ts';

export async function folder(context: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'kt-record-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  return path.join(directory, 'record');
}

export const line = (number: number): RecordEntry => ({
  type: 'refused-input',
  at: number,
  way: 'test',
  problem: `n${number}`,
});

export async function problems(directory: string): Promise<string[]> {
  const found: string[] = [];
  for (const file of await segmentsOf(directory)) {
    for (const text of (await readFile(file, 'utf8')).split('\n').filter((one) => one !== '')) {
      const { entry } = JSON.parse(text) as { entry: { problem: string } };
      found.push(entry.problem);
    }
  }
  return found;
}
