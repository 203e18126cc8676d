import type { RecordDisk, SegmentFile } from './disk.ts';
import { writeLine } from './line.ts';
import { SEGMENT_BYTES } from './segments.ts';
import { findTail, type Tail } from './tail.ts';

/** Writes lines at the end of a record. One call at a time. */
export interface LineWriter {
  /** Resolves when all of them are on the disk. Rejects when one is not: then none of them is there. */
  write(entries: readonly string[]): Promise<void>;
  /** Number and hash of the last durable line; undefined before the first write. */
  tail(): { readonly seq: number; readonly head: string } | undefined;
  close(): Promise<void>;
}

/**
 * After a short write or a failed fsync the file is cut back to its last durable line and closed: an fsync is never tried
 * again on the same descriptor, since the kernel may have dropped what it could not write. The next write opens it anew.
 */
export function openLineWriter(
  directory: string,
  disk: RecordDisk,
  found: (finding: 'torn-tail' | 'damaged') => void,
): LineWriter {
  let open: { readonly file: SegmentFile; readonly tail: Tail } | undefined;

  const reopen = async (): Promise<{ readonly file: SegmentFile; readonly tail: Tail }> => {
    await disk.directory(directory);
    const tail = await findTail(directory, disk);
    if (tail.finding !== undefined) found(tail.finding);
    return { file: await disk.open(tail.file, tail.length), tail };
  };

  const nextSegment = async (full: { readonly file: SegmentFile; readonly tail: Tail }) => {
    open = undefined;
    await full.file.close();
    const tail: Tail = { ...full.tail, file: disk.following(full.tail.file), length: 0 };
    return { file: await disk.open(tail.file, 0), tail };
  };

  return {
    async write(entries) {
      open ??= await reopen();
      if (open.tail.length > SEGMENT_BYTES) open = await nextSegment(open);
      const { file, tail } = open;
      let { prev, seq } = tail;
      let text = '';
      for (const entry of entries) {
        seq += 1;
        const line = writeLine(prev, seq, entry);
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
    },
    tail: () => (open === undefined ? undefined : { seq: open.tail.seq, head: open.tail.prev }),
    async close() {
      await open?.file.close();
      open = undefined;
    },
  };
}
