import type { FaultCode, RemarkCode } from './faults.ts';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { RecordEntry } from '../review/recordEntry.ts';
import { GENESIS, hashOf, readLine } from './line.ts';
import { openSeals } from './seals.ts';
import { readLiveSegment, segmentNumber, segmentsOf } from './segments.ts';
import { openStory } from './story.ts';

interface Place {
  readonly file: string;
  /** 1 is the first line of the segment. */
  readonly line: number;
}

export interface RecordFault extends Place {
  readonly code: FaultCode;
  readonly id?: string;
}

export interface RecordRemark extends Place {
  readonly code: RemarkCode;
}

export interface Verified {
  readonly whole: boolean;
  readonly entries: number;
  /** Number of the last line that a signed checkpoint vouches for. */
  readonly signedTo: number;
  /** Oldest first; at most 100 of each. */
  readonly faults: readonly RecordFault[];
  readonly remarks: readonly RecordRemark[];
}

export interface VerifyOptions {
  /** Waits until a line that a window is writing at this moment is whole. */
  readonly settle?: () => Promise<void>;
  /** The raw public key of `key.pub`: the last activation must have signed with it. */
  readonly key?: string;
  /** Where a living window says that its record ends: asked before the record is read. */
  readonly end?: { readonly seq: number; readonly head: string };
}

const MOST = 100;

/** Milliseconds in which a window that is writing a line ends it. */
const WRITING = 250;

/** Milliseconds by which a line may seem older than the one before it: lines of one moment wait for each other. */
const CLOCK_BACK = 2_000;

/** Lines after which a record that is signed at all has a checkpoint, many times over. */
const UNSIGNED = 1_000;

/**
 * Checks every line of a record: nothing changed, left out or put in, nothing granted that this key did not sign, and nothing
 * claimed that was not granted. A window may be writing it meanwhile.
 */
export async function verifyRecord(
  directory: string,
  { settle = () => setTimeout(WRITING), key, end }: VerifyOptions = {},
): Promise<Verified> {
  const faults: RecordFault[] = [];
  const remarks: RecordRemark[] = [];
  const story = openStory();
  const seals = openSeals(path.basename(directory));
  let place: Place = { file: directory, line: 0 };
  const fault = (code: FaultCode, id?: string): void => {
    if (faults.length < MOST) faults.push({ code, ...place, ...(id === undefined ? {} : { id }) });
  };
  const remark = (code: RemarkCode): void => {
    if (remarks.length < MOST) remarks.push({ code, ...place });
  };
  let prev = GENESIS;
  let seq = 0;
  let at = 0;
  let ended = end === undefined;
  let unsigned = false;
  for (const [index, file] of (await segmentsOf(directory)).entries()) {
    const { lines, torn } = await readLiveSegment(file, settle);
    place = { file, line: 1 };
    if (segmentNumber(file) !== index + 1) fault('segment-missing');
    for (const [number, text] of lines.entries()) {
      place = { file, line: number + 1 };
      const line = readLine(text);
      if (line === undefined) {
        fault('not-a-line');
        continue;
      }
      if (line.hash !== hashOf(line.prev, line.seq, line.entry)) fault('hash');
      else if (line.prev !== prev) fault('chain');
      if (line.seq !== seq + 1) fault('sequence');
      prev = line.hash;
      seq = line.seq;
      ended ||= seq === end?.seq && prev === end.head;
      const entry = parse(line.entry);
      if (entry === undefined) continue;
      const wrong = story.next(entry);
      if (wrong !== undefined) fault(wrong.code, wrong.id);
      const signed = await seals.next(entry, line);
      if (signed.fault !== undefined) fault(signed.fault, 'id' in entry ? entry.id : undefined);
      if (signed.remark !== undefined) remark(signed.remark);
      if (entry.at < at - CLOCK_BACK) remark('clock-back');
      at = entry.at;
      if (!unsigned && seq - seals.signedTo > UNSIGNED) fault('unsigned');
      unsigned = seq - seals.signedTo > UNSIGNED;
    }
    if (torn > 0) {
      place = { file, line: lines.length + 1 };
      fault('torn-tail');
    }
  }
  if (!ended) fault('shortened');
  if (key !== undefined && seals.key !== undefined && seals.key !== key) fault('other-key');
  return { whole: faults.length === 0, entries: seq, signedTo: seals.signedTo, faults, remarks };
}

function parse(text: string): RecordEntry | undefined {
  try {
    return JSON.parse(text) as RecordEntry;
  } catch {
    return undefined;
  }
}
