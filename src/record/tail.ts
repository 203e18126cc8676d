import path from 'node:path';
import type { RecordDisk } from './disk.ts';
import { GENESIS, hashOf, readLine } from './line.ts';
import { segmentName, segmentsOf } from './segments.ts';

/** Where the next line goes and what it is chained to. */
export interface Tail {
  readonly file: string;
  /** Bytes of the segment that are whole lines. */
  readonly length: number;
  readonly seq: number;
  readonly prev: string;
  /** `torn-tail`: a crash cut the last line, it is cut off. `damaged`: the end is not ours, a new segment begins. */
  readonly finding?: 'torn-tail' | 'damaged';
}

/** Looks at the last segment only: the whole chain is for `verify`. */
export async function findTail(directory: string, disk: RecordDisk): Promise<Tail> {
  const segments = await segmentsOf(directory);
  const file = segments.at(-1);
  if (file === undefined) return { file: path.join(directory, segmentName(1)), length: 0, seq: 0, prev: GENESIS };
  const bytes = await disk.read(file);
  const end = bytes.lastIndexOf(0x0a) + 1;
  const torn = end < bytes.length;
  if (end === 0) {
    // Nothing whole in it: go on from the segment before, in this file.
    const before = segments.at(-2);
    const last = before === undefined ? undefined : lastLine(await disk.read(before));
    const base = { file, length: 0, ...(torn ? ({ finding: 'torn-tail' } as const) : {}) };
    return last === undefined ? { ...base, seq: 0, prev: GENESIS } : { ...base, seq: last.seq, prev: last.hash };
  }
  const last = lastLine(bytes.subarray(0, end));
  if (last === undefined) return { file: disk.following(file), length: 0, seq: 0, prev: GENESIS, finding: 'damaged' };
  return { file, length: end, seq: last.seq, prev: last.hash, ...(torn ? { finding: 'torn-tail' } : {}) };
}

function lastLine(bytes: Buffer): { readonly seq: number; readonly hash: string } | undefined {
  const end = bytes.lastIndexOf(0x0a);
  if (end < 0) return undefined;
  const start = end === 0 ? 0 : bytes.lastIndexOf(0x0a, end - 1) + 1;
  const line = readLine(bytes.subarray(start, end).toString('utf8'));
  return line !== undefined && line.hash === hashOf(line.prev, line.seq, line.entry) ? line : undefined;
}
