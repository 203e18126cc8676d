import type { RecordPort } from '../review/ports.ts';
import type { RecordEntry } from '../review/recordEntry.ts';
import { compact } from './compact.ts';
import { nodeDisk, type RecordDisk, type SegmentFile } from './disk.ts';
import { writeLine } from './line.ts';
import { SEGMENT_BYTES } from './segments.ts';
import { findTail, type Tail } from './tail.ts';

/** The record of one workspace folder, open for writing. One process at a time: the one that owns the socket. */
export interface Journal extends RecordPort {
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly directory: string;
  readonly disk?: RecordDisk;
  /** What was found at the end of the record when it was opened (again). */
  readonly found?: (finding: 'torn-tail' | 'damaged') => void;
}

interface Waiting {
  readonly entry: RecordEntry;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Appends lines and resolves each when it is on the disk. All lines that wait share one write and one fsync. After a
 * short write or a failed fsync the file is cut back to its last durable line and closed: an fsync is never tried again
 * on the same descriptor, since the kernel may have dropped what it could not write. The next line opens it anew.
 */
export function openJournal({ directory, disk = nodeDisk, found = () => undefined }: JournalOptions): Journal {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let open: { file: SegmentFile; tail: Tail } | undefined;
  let closed = false;

  const reopen = async (): Promise<{ file: SegmentFile; tail: Tail }> => {
    await disk.directory(directory);
    const tail = await findTail(directory, disk);
    if (tail.finding !== undefined) found(tail.finding);
    return { file: await disk.open(tail.file, tail.length), tail };
  };

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    open ??= await reopen();
    if (open.tail.length > SEGMENT_BYTES) {
      await open.file.close();
      const tail: Tail = { ...open.tail, file: disk.following(open.tail.file), length: 0 };
      open = { file: await disk.open(tail.file, 0), tail };
    }
    const { file, tail } = open;
    let { prev, seq } = tail;
    let text = '';
    for (const { entry } of batch) {
      seq += 1;
      const line = writeLine(prev, seq, JSON.stringify(compact(entry)));
      text += line.text;
      prev = line.hash;
    }
    const bytes = Buffer.from(text);
    try {
      const written = await file.write(bytes, tail.length);
      if (written !== bytes.length) throw new Error(`short write: ${written} of ${bytes.length} bytes`);
      await file.sync();
    } catch (reason) {
      open = undefined;
      // What is half there must not be found after a restart: nobody was told of it.
      await file.truncate(tail.length).catch(() => undefined);
      await file.close().catch(() => undefined);
      throw reason;
    }
    open = { file, tail: { ...tail, prev, seq, length: tail.length + bytes.length } };
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await write(batch);
        for (const one of batch) one.resolve();
      } catch (reason) {
        for (const one of batch) one.reject(reason);
      }
    }
    running = undefined;
  };

  return {
    append(entry) {
      if (closed) return Promise.reject(new Error('the record is closed'));
      return new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject });
        running ??= run();
      });
    },
    async close() {
      closed = true;
      await running;
      await open?.file.close();
      open = undefined;
    },
  };
}
