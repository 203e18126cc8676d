import path from 'node:path';
import type { RecordPort } from '../review/ports.ts';
import type { RecordEntry } from '../review/recordEntry.ts';
import { compact } from './compact.ts';
import { nodeDisk, type RecordDisk } from './disk.ts';
import { openLineWriter } from './lineWriter.ts';
import type { CheckpointClaims } from './signed.ts';

/** The record of one workspace folder, open for writing. One process at a time: the one that owns the socket. */
export interface Journal extends RecordPort {
  /** The last durable line; undefined before the first. */
  tail(): { readonly seq: number; readonly head: string } | undefined;
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly directory: string;
  readonly disk?: RecordDisk;
  /** What was found at the end of the record when it was opened (again). */
  readonly found?: (finding: 'torn-tail' | 'damaged') => void;
  readonly checkpoints?: Checkpoints;
}

export interface Checkpoints {
  /** Wall time in milliseconds. */
  readonly now: () => number;
  readonly sign: (claims: CheckpointClaims) => Promise<string>;
  /** One is durable: to be kept where no file of this folder can be put in its place. */
  readonly made: (claims: CheckpointClaims) => Promise<void>;
}

/** Lines, and milliseconds, after which the record is signed. Also at each stop and at the end. */
const CHECKPOINT_LINES = 100;
const CHECKPOINT_TIME = 10 * 60 * 1000;

interface Waiting {
  readonly entries: readonly RecordEntry[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Appends lines and resolves each when it is on the disk; lines that wait share one write and one fsync. On a full disk a
 * reserve is given up for the lines by which nothing more can run: the others are refused until there is room again. Where
 * even that does not help, those lines are refused as well, and written before the next one that can be.
 */
export function openJournal({
  directory,
  disk = nodeDisk,
  found = () => undefined,
  checkpoints,
}: JournalOptions): Journal {
  const writer = openLineWriter(directory, disk, found);
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  /** Lines that were refused and are true all the same: what was denied while nothing could be written stays denied. */
  let owed: readonly RecordEntry[] = [];
  let reserved = false;
  let unsigned = 0;

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    const entries = [...owed, ...batch.flatMap((one) => one.entries)];
    await writer.write(entries.map((entry) => JSON.stringify(compact(entry))));
    owed = [];
    unsigned += entries.length;
    for (const { resolve } of batch) resolve();
  };

  const writeOrSave = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      await write(batch);
      reserved ||= await disk.reserve(directory).catch(() => false);
    } catch (reason) {
      const last = batch.filter(({ entries }) => entries.every(endsInNothing));
      const others = batch.filter((one) => !last.includes(one));
      for (const { reject } of others) reject(reason);
      if (last.length === 0) return;
      try {
        reserved = false;
        await disk.release(directory);
        await write(last);
      } catch {
        owed = [...owed, ...last.flatMap(({ entries }) => entries)];
        for (const { reject } of last) reject(reason);
      }
    }
  };

  /** A record that is not signed for a while is still a record: it is tried again with the next line. */
  const checkpoint = async (): Promise<void> => {
    const tail = writer.tail();
    if (checkpoints === undefined || tail === undefined) return;
    try {
      const at = checkpoints.now();
      const claims = { record: path.basename(directory), ...tail, at };
      const signature = await checkpoints.sign(claims);
      const entry: RecordEntry = { type: 'checkpoint', at, signature };
      await writer.write([JSON.stringify(entry)]);
      unsigned = 0;
      await checkpoints.made(claims);
    } catch {
      // Nothing rests on it now: `verify` says how far the record is signed.
    }
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, CHECKPOINT_LINES);
      await writeOrSave(batch);
      if (unsigned >= CHECKPOINT_LINES || batch.some(({ entries }) => entries.some(({ type }) => type === 'stop')))
        await checkpoint();
    }
    running = undefined;
  };

  const timer = setInterval(() => {
    if (unsigned > 0 && running === undefined) running = checkpoint().then(run);
  }, CHECKPOINT_TIME);
  timer.unref();

  return {
    append(...entries) {
      if (closed) return Promise.reject(new Error('the record is closed'));
      return new Promise((resolve, reject) => {
        waiting.push({ entries, resolve, reject });
        running ??= run();
      });
    },
    tail: () => writer.tail(),
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
      if (unsigned > 0) await checkpoint();
      await writer.close();
    },
  };
}

/** By which nothing more can run: these find room when nothing else does. */
function endsInNothing(entry: RecordEntry): boolean {
  if (entry.type === 'decision') return entry.state !== 'approved' && entry.state !== 'passed';
  return entry.type === 'stop';
}
