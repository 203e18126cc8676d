import fs from 'node:fs';
import path from 'node:path';
import { localPath } from '../localPath.ts';
import type { Mounts } from '../mounts.ts';

export interface Entry {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'link' | 'special';
  /** Bytes; of a link the length of its target's name. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
  readonly statusChanged: number;
  readonly device: number;
  readonly inode: number;
  /** Names that the file has. */
  readonly names: number;
}

/** What stands at `path` itself; a link is never followed. `error` when that is not known. */
export async function entryAt(target: string): Promise<Entry | 'absent' | 'error'> {
  try {
    return entryOf(target, await fs.promises.lstat(target));
  } catch (error) {
    return withoutEntry(error);
  }
}

/** An exception for each name that is gone would cost more than the look. */
const WITHOUT_THROWING = { throwIfNoEntry: false } as const;

/**
 * The same, without giving up the thread: for 100,000 names several times as fast. Only for looks, which have a thread
 * of their own; a disk that hangs keeps it, and `app/lookThread` starts another one.
 */
export function entryNow(target: string): Entry | 'absent' | 'error' {
  try {
    const stat = fs.lstatSync(target, WITHOUT_THROWING);
    return stat === undefined ? 'absent' : entryOf(target, stat);
  } catch (error) {
    return withoutEntry(error);
  }
}

function withoutEntry(error: unknown): 'absent' | 'error' {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'error';
}

export async function linkTarget(link: string): Promise<string | undefined> {
  try {
    return path.resolve(path.dirname(link), await fs.promises.readlink(link));
  } catch {
    return undefined;
  }
}

/** The path with every link on the way resolved, but not the last name itself. Undefined when the folder is not there. */
export async function realPlace(target: string): Promise<string | undefined> {
  try {
    return path.join(await fs.promises.realpath(path.dirname(target)), path.basename(target));
  } catch {
    return undefined;
  }
}

/** The place itself where every link is followed, the last one too. Undefined when nothing is there. */
export async function realFolder(target: string): Promise<string | undefined> {
  return fs.promises.realpath(target).catch(() => undefined);
}

/** What a link leads to in the end. `away`: to another machine's disk, where nobody looks. */
export async function linkEnd(link: string, mounts: Mounts): Promise<Entry | 'absent' | 'error' | 'away'> {
  if ((await localPath(link, mounts)) === undefined) return 'away';
  const place = await realFolder(link);
  return place === undefined ? 'absent' : entryNow(place);
}

function entryOf(target: string, stat: fs.Stats): Entry {
  return {
    path: target,
    type: typeOf(stat),
    size: stat.size,
    changed: stat.mtimeMs,
    statusChanged: stat.ctimeMs,
    device: stat.dev,
    inode: stat.ino,
    names: stat.nlink,
  };
}

function typeOf(stat: fs.Stats): Entry['type'] {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  return stat.isSymbolicLink() ? 'link' : 'special';
}
