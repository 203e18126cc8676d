import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** A new segment is begun when the last one is longer, in bytes. */
export const SEGMENT_BYTES = 16 * 1024 * 1024;

const LINE_FEED = 0x0a;

const NAME = /^\d{8}\.jsonl$/;

/** Paths of the segments of a record, oldest first. A record that does not exist has none. */
export async function segmentsOf(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(directory);
    return names
      .filter((name) => NAME.test(name))
      .sort()
      .map((name) => path.join(directory, name));
  } catch (reason) {
    if ((reason as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw reason;
  }
}

export function segmentName(number: number): string {
  return `${String(number).padStart(8, '0')}.jsonl`;
}

export function segmentNumber(file: string): number {
  return Number.parseInt(path.basename(file), 10);
}

/** Milliseconds of work after which others have their turn. */
const TURN = 8;

/**
 * The complete lines of a segment one by one, without their line breaks. Whoever works on them gives the editor its turn
 * meanwhile: to check and parse a full segment takes a few hundred milliseconds.
 */
export async function* linesOf(file: string): AsyncGenerator<string, void, undefined> {
  const bytes = await readFile(file);
  let since = performance.now();
  for (let at = 0, end = bytes.indexOf(LINE_FEED); end >= 0; at = end + 1, end = bytes.indexOf(LINE_FEED, at)) {
    yield bytes.toString('utf8', at, end);
    if (performance.now() - since < TURN) continue;
    await setImmediate();
    since = performance.now();
  }
}

export interface SegmentText {
  /** Complete lines, without their line breaks. */
  readonly lines: readonly string[];
  /** Bytes after the last line break: a line that a crash cut short. */
  readonly torn: number;
  readonly bytes: number;
}

/**
 * The same of a segment that a window may be writing at this moment: half a line that others have followed at the second
 * look was on its way, and is not torn.
 */
export async function readLiveSegment(file: string, settle: () => Promise<void>): Promise<SegmentText> {
  const first = await readSegment(file);
  if (first.torn === 0) return first;
  await settle();
  const second = await readSegment(file);
  const wentOn = second.bytes - second.torn > first.bytes - first.torn;
  return wentOn ? { ...second, torn: 0 } : second;
}

async function readSegment(file: string): Promise<SegmentText> {
  const bytes = await readFile(file);
  const end = bytes.lastIndexOf(LINE_FEED) + 1;
  const text = bytes.subarray(0, end).toString('utf8');
  return { lines: end === 0 ? [] : text.slice(0, -1).split('\n'), torn: bytes.length - end, bytes: bytes.length };
}
