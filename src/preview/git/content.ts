import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { Entry } from '../files/disk.ts';
import type { IndexEntry } from './indexEntry.ts';

/** Whether a work-tree file is what the index says. `unchecked`: too large to hash within the limits. */
export type Content = 'same' | 'changed' | 'unchecked';

export interface HashBudget {
  /** Bytes that may still be read. */
  bytes: number;
}

/** Bytes hashed in one look, over all files. */
export const HASH_BYTES = 64 * 1024 * 1024;

/**
 * By stat data where it proves that nothing changed, else by hashing the bytes ourselves: git's own comparison of a
 * touched file would run the repository's clean filters. A file that a filter or line-ending rule changes on the way
 * in can therefore look changed; never the other way round.
 *
 * `indexWritten`: when the index file was written, milliseconds. A file as young as that may have changed since within
 * the clock's grain ("racily clean"), so its stat data proves nothing.
 */
export async function compareContent(
  entry: Entry,
  indexed: IndexEntry,
  indexWritten: number,
  budget: HashBudget,
  signal: AbortSignal,
): Promise<Content> {
  if (provenSame(entry, indexed, indexWritten)) return 'same';
  if (indexed.stage !== 0) return 'changed';
  const link = indexed.mode === '120000';
  if (entry.type !== (link ? 'link' : 'file')) return 'changed';
  if (entry.size > budget.bytes) return 'unchecked';
  budget.bytes -= entry.size;
  const algorithm = indexed.object.length === 64 ? 'sha256' : 'sha1';
  try {
    const hash = link ? hashLink(entry, algorithm) : await hashFile(entry, algorithm, signal);
    return hash === indexed.object ? 'same' : 'changed';
  } catch {
    return 'unchecked';
  }
}

/** Whether stat data alone proves that a file is what the index says. */
export function provenSame(entry: Entry, indexed: IndexEntry, indexWritten: number): boolean {
  return (
    indexed.stage === 0 &&
    entry.type === (indexed.mode === '120000' ? 'link' : 'file') &&
    entry.size === indexed.size &&
    // Git keeps 32 bits of it.
    entry.inode >>> 0 === indexed.inode &&
    alike(entry.changed, indexed.changed) &&
    alike(entry.statusChanged, indexed.statusChanged) &&
    entry.changed < indexWritten - 0.01
  );
}

/** Node gives times as doubles: a quarter of a microsecond is lost. */
function alike(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.002;
}

function hashLink(entry: Entry, algorithm: string): string {
  const target = fs.readlinkSync(entry.path, { encoding: 'buffer' });
  return createHash(algorithm).update(`blob ${target.length}\0`).update(target).digest('hex');
}

async function hashFile(entry: Entry, algorithm: string, signal: AbortSignal): Promise<string> {
  // Between the lstat and here the name may have become a link, a pipe or a device.
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  const file = await fs.promises.open(entry.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile() || stat.size !== entry.size) throw new Error('changed while it was looked at');
    const hash = createHash(algorithm).update(`blob ${stat.size}\0`);
    const buffer = Buffer.alloc(Math.min(stat.size, 256 * 1024) || 1);
    for (let at = 0; at < stat.size;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, stat.size - at), at);
      if (bytesRead === 0) throw new Error('shorter than it said');
      hash.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}
