import { lstatSync, realpathSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';

/** A file as it was found: another stamp, another file. */
export interface FileStamp {
  readonly path: string;
  readonly stamp: string;
}

/** What was taken for granted before the disk was asked about anything. */
export interface Granted {
  /** A folder whose path is taken for its real path. */
  readonly folder: string;
  readonly files: readonly FileStamp[];
}

/** Whether all of it is so. By calls that block, as a look for facts is. */
export function isSo({ folder, files }: Granted): boolean {
  try {
    return realpathSync.native(folder) === folder && files.every(({ path, stamp }) => stampNow(path) === stamp);
  } catch {
    return false;
  }
}

/** Differs when the file does: another file, size, or change time. A change time cannot be set back. */
export async function stampOf(path: string): Promise<string> {
  try {
    return stampIn(await lstat(path, { bigint: true }));
  } catch {
    return ABSENT;
  }
}

function stampNow(path: string): string {
  try {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return stats === undefined ? ABSENT : stampIn(stats);
  } catch {
    return ABSENT;
  }
}

const ABSENT = 'absent';

function stampIn({ dev, ino, size, ctimeNs, mtimeNs }: BigIntStats): string {
  return [dev, ino, size, ctimeNs, mtimeNs].join(' ');
}
