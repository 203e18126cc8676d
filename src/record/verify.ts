import { setTimeout } from 'node:timers/promises';
import type { RecordEntry } from '../review/recordEntry.ts';
import { GENESIS, hashOf, readLine } from './line.ts';
import { readLiveSegment, segmentsOf } from './segments.ts';

/** What is wrong with a record, and where. */
export interface RecordFault {
  readonly code:
    | 'not-a-line'
    | 'hash'
    | 'chain'
    | 'sequence'
    | 'torn-tail'
    | 'claim-without-grant'
    | 'claimed-twice'
    | 'decided-twice'
    | 'outcome-without-claim'
    | 'decision-without-intent';
  readonly file: string;
  /** 1 is the first line of the segment. */
  readonly line: number;
  readonly id?: string;
}

export interface Verified {
  readonly whole: boolean;
  readonly entries: number;
  /** Oldest first; at most 100. */
  readonly faults: readonly RecordFault[];
}

const MOST_FAULTS = 100;

/** Milliseconds in which a window that is writing a line ends it. */
const WRITING = 250;

/**
 * Checks every line of a record: nothing changed, left out or put in, and nothing claimed that was not granted. A window
 * may be writing it meanwhile. `settle` waits until a line that is half there is whole.
 */
export async function verifyRecord(
  directory: string,
  settle: () => Promise<void> = () => setTimeout(WRITING),
): Promise<Verified> {
  const faults: RecordFault[] = [];
  const fault = (code: RecordFault['code'], file: string, line: number, id?: string): void => {
    if (faults.length < MOST_FAULTS) faults.push({ code, file, line, ...(id === undefined ? {} : { id }) });
  };
  const story = openStory();
  let prev = GENESIS;
  let seq = 0;
  for (const file of await segmentsOf(directory)) {
    const { lines, torn } = await readLiveSegment(file, settle);
    for (const [index, text] of lines.entries()) {
      const line = readLine(text);
      if (line === undefined) {
        fault('not-a-line', file, index + 1);
        continue;
      }
      if (line.hash !== hashOf(line.prev, line.seq, line.entry)) fault('hash', file, index + 1);
      else if (line.prev !== prev) fault('chain', file, index + 1);
      if (line.seq !== seq + 1) fault('sequence', file, index + 1);
      prev = line.hash;
      seq = line.seq;
      const entry = parse(line.entry);
      const wrong = entry === undefined ? undefined : story.next(entry);
      if (wrong !== undefined) fault(wrong.code, file, index + 1, wrong.id);
    }
    if (torn > 0) fault('torn-tail', file, lines.length + 1);
  }
  return { whole: faults.length === 0, entries: seq, faults };
}

interface Story {
  next(entry: RecordEntry): { readonly code: RecordFault['code']; readonly id: string } | undefined;
}

/** Follows each intent through the lines. */
function openStory(): Story {
  const known = new Map<string, { decided: boolean; jti?: string; claimed: boolean }>();
  return {
    next(entry) {
      switch (entry.type) {
        case 'intent':
          known.set(entry.id, { decided: false, claimed: false });
          return undefined;
        case 'decision': {
          const intent = known.get(entry.id);
          if (intent === undefined) return { code: 'decision-without-intent', id: entry.id };
          if (intent.decided) return { code: 'decided-twice', id: entry.id };
          intent.decided = true;
          const granted = entry.state === 'approved' || entry.state === 'passed';
          if (granted && entry.jti !== undefined) intent.jti = entry.jti;
          return undefined;
        }
        case 'claim': {
          const intent = known.get(entry.id);
          if (intent === undefined || intent.jti !== entry.jti) return { code: 'claim-without-grant', id: entry.id };
          if (intent.claimed) return { code: 'claimed-twice', id: entry.id };
          intent.claimed = true;
          return undefined;
        }
        case 'outcome':
          return known.get(entry.id)?.claimed === true ? undefined : { code: 'outcome-without-claim', id: entry.id };
        case 'open':
        case 'close':
        case 'refused-input':
        case 'consent':
        case 'stop':
        case 'resume':
        case 'alarm':
          return undefined;
      }
    },
  };
}

function parse(text: string): RecordEntry | undefined {
  try {
    return JSON.parse(text) as RecordEntry;
  } catch {
    return undefined;
  }
}
