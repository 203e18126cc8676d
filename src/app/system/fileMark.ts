import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** Largest file, in bytes, that is hashed: what is larger cannot be held to be what was approved. */
const MOST_HASHED = 1024 * 1024 * 1024;
const CHUNK = 256 * 1024;
// NONBLOCK: a FIFO opens at once and is then seen for what it is.
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/** What is there instead of a file's bytes. That must still be so when the action starts, as a hash must. */
export type NoBytes = 'absent' | 'special' | 'unreadable';

/**
 * SHA-256 of a regular file's bytes in lower-case hex, or what is there instead. Undefined: not known, since the file is too
 * large, the disk fails or `signal` ended; then nothing may be taken for unchanged.
 */
export async function markOf(path: string, signal: AbortSignal): Promise<string | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, FLAGS);
  } catch (error) {
    return noBytes(error);
  }
  try {
    return (await handle.stat()).isFile() ? await hashOf(handle, signal) : 'special';
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}

/** Hashes an open file from its beginning. Undefined as `markOf`. Rejects when the disk fails. */
export async function hashOf(handle: FileHandle, signal: AbortSignal): Promise<string | undefined> {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK);
  for (let at = 0; at <= MOST_HASHED;) {
    if (signal.aborted) return undefined;
    const { bytesRead } = await handle.read(chunk, 0, CHUNK, at);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
  return undefined;
}

/** The same without a turn of the event loop: for the last look before a program starts. */
export function markNow(path: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, FLAGS);
  } catch (error) {
    return noBytes(error);
  }
  try {
    if (!fstatSync(descriptor).isFile()) return 'special';
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (let at = 0; at <= MOST_HASHED;) {
      const bytesRead = readSync(descriptor, chunk, 0, CHUNK, at);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(chunk.subarray(0, bytesRead));
      at += bytesRead;
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Of a file that could not be opened. Undefined: for a reason that says nothing of the file. */
export function noBytes(error: unknown): NoBytes | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'absent';
    case 'EACCES':
    case 'EPERM':
    case 'ELOOP':
    case 'ENAMETOOLONG':
      return 'unreadable';
    // A socket.
    case 'ENXIO':
      return 'special';
    default:
      return undefined;
  }
}
