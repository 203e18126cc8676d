import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { segmentName, segmentNumber } from './segments.ts';

/** The few file operations of the record, apart so that a test can let each of them fail. */
export interface RecordDisk {
  /** Makes it when it is not there, readable by its owner only and durable by name. */
  directory(directory: string): Promise<void>;
  /** Opens a segment for writing, cut to `length`. A new one is durable by name when this resolves. */
  open(file: string, length: number): Promise<SegmentFile>;
  read(file: string): Promise<Buffer>;
  /** The path of the segment after this one. */
  following(file: string): string;
  /** Takes room that a full disk will lack. True when it is taken, or was before. */
  reserve(directory: string): Promise<boolean>;
  /** Gives that room back. */
  release(directory: string): Promise<void>;
}

export interface SegmentFile {
  /** How many bytes were written; a full disk gives fewer without an error. */
  write(bytes: Buffer, position: number): Promise<number>;
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

export const nodeDisk: RecordDisk = {
  async directory(directory) {
    const first = await mkdir(directory, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    // Each new folder is a name in the one above it.
    for (let made = directory; made.length >= first.length; made = path.dirname(made))
      await syncDirectory(path.dirname(made));
  },
  async open(file, length) {
    const existed = await stat(file).then(
      () => true,
      () => false,
    );
    const handle = await open(file, existed ? 'r+' : 'wx+', 0o600);
    try {
      if ((await handle.stat()).size !== length) await handle.truncate(length);
      if (!existed) await syncDirectory(path.dirname(file));
    } catch (reason) {
      await handle.close();
      throw reason;
    }
    return {
      async write(bytes, position) {
        const { bytesWritten } = await handle.write(bytes, 0, bytes.length, position);
        return bytesWritten;
      },
      sync: () => handle.datasync(),
      truncate: (to) => handle.truncate(to),
      close: () => handle.close(),
    };
  },
  read: (file) => readFile(file),
  following: (file) => path.join(path.dirname(file), segmentName(segmentNumber(file) + 1)),
  async reserve(directory) {
    const file = path.join(directory, RESERVE);
    const there = await stat(file).catch(() => undefined);
    if (there?.size === RESERVE_BYTES) return true;
    try {
      // Bytes that no file system can keep in less room than they take.
      await writeFile(file, randomBytes(RESERVE_BYTES), { mode: 0o600, flush: true });
      return true;
    } catch (reason) {
      await rm(file, { force: true });
      throw reason;
    }
  },
  release: (directory) => rm(path.join(directory, RESERVE), { force: true }),
};

const RESERVE = 'reserve';
/** Room for more than a hundred denials. */
const RESERVE_BYTES = 64 * 1024;

/** A new name is durable only when its folder is synced. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
