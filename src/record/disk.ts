import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
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
    const through = await writesThrough(path.dirname(file));
    const made = existed ? 0 : constants.O_CREAT | constants.O_EXCL;
    const handle = await open(file, constants.O_RDWR | made | (through ? constants.O_DSYNC : 0), 0o600);
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
      sync: () => (through ? Promise.resolve() : handle.datasync()),
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

/**
 * File systems of Linux by their magic numbers (statfs(2)) on which a file that is opened with O_DSYNC has each write on the
 * disk when the write returns, as fdatasync(2) would have it: ext2 to ext4, XFS, Btrfs, F2FS, tmpfs. It is one wait for a thread
 * less before each answer. Elsewhere fdatasync is called: FUSE has heeded the flag only lately, and on macOS it leaves the
 * drive's own cache alone.
 */
const WRITING_THROUGH: ReadonlySet<number> = new Set([0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0x01021994]);

async function writesThrough(directory: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  return statfs(directory).then(
    ({ type }) => WRITING_THROUGH.has(type),
    () => false,
  );
}

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
