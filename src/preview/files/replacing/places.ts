import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Remark } from '../../preview.ts';
import { entryNow, realPlace, type Entry } from '../disk.ts';

/** Something that is put where something else may stand. */
export interface Placed {
  /** What comes; absent where it is not on this disk as a file (a member of an archive). */
  readonly source?: string;
  readonly target: string;
  /** A link at the target is followed: what it points to is written. */
  readonly follows: boolean;
}

/** What stands there now, a link resolved where it is followed. Undefined: nothing, or nothing that can be replaced. */
export async function standing({ target, follows }: Placed): Promise<Entry | 'error' | undefined> {
  const place = follows ? await fs.promises.realpath(target).catch(() => realPlace(target)) : await realPlace(target);
  if (place === undefined) return undefined;
  const entry = entryNow(place);
  // A link that leads nowhere is not written through: the command fails.
  const dangling = follows && typeof entry === 'object' && entry.type === 'link';
  return entry === 'absent' || dangling ? undefined : entry;
}

/** A file that is written in place changes under all its names. */
export function otherNames({ path: file, names }: Entry): Remark {
  return { code: 'note.other-names', values: { path: file, count: String(names - 1) } };
}

/** Whether the name is a folder, or a link to one. */
export async function isFolder(name: string): Promise<boolean> {
  try {
    return (await fs.promises.stat(name)).isDirectory();
  } catch {
    return false;
  }
}

/** Bytes up to which two files of one size are compared. */
export const COMPARED = 1024 * 1024;

/** Bytes that may still be compared in one look. */
export interface ByteBudget {
  bytes: number;
}

/** Whether two files have the same bytes, or two links the same target: then nothing is lost. False as well where that would cost too much. */
export async function sameBytes(a: Entry, b: Entry, budget: ByteBudget): Promise<boolean> {
  if (a.type === 'link' && b.type === 'link') return sameTarget(a.path, b.path);
  if (a.type !== 'file' || b.type !== 'file' || a.size !== b.size || a.size > COMPARED) return false;
  if (a.size > budget.bytes) return false;
  budget.bytes -= a.size;
  try {
    const [one, other] = await Promise.all([readPlain(a.path), readPlain(b.path)]);
    return one.equals(other);
  } catch {
    return false;
  }
}

/** SHA-1 of a file's bytes. Undefined: it is none, or that would cost too much. */
export async function hashOf({ path: file, type, size }: Entry, budget: ByteBudget): Promise<string | undefined> {
  if (type !== 'file' || size > COMPARED || size > budget.bytes) return undefined;
  budget.bytes -= size;
  const bytes = await readPlain(file).catch(() => undefined);
  return bytes === undefined ? undefined : createHash('sha1').update(bytes).digest('hex');
}

async function sameTarget(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((link) => fs.promises.readlink(link).catch(() => undefined)));
  return one !== undefined && one === other;
}

async function readPlain(file: string): Promise<Buffer> {
  // Since the lstat the name may have become a link, a pipe or a device.
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  const handle = await fs.promises.open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > COMPARED) throw new Error('changed while it was looked at');
    const buffer = Buffer.alloc(stat.size);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Absolute, as the command would find it from its folder. */
export function resolved(word: string, cwd: string): string {
  return path.resolve(cwd, word);
}
