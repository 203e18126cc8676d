import fs from 'node:fs';
import path from 'node:path';
import type { Remark } from '../preview.ts';
import { localPath } from '../localPath.ts';

/** Bytes of a database and its log above which it is not copied. */
export const LARGEST = 2 * 1024 ** 3;

const MAGIC = 'SQLite format 3\0';

export type DatabaseFile =
  /** `large`: more than is copied. */
  | { readonly ok: true; readonly file: string; readonly bytes: number; readonly large: boolean }
  | { readonly ok: false; readonly why: Remark };

/** Whether a file may be opened as a database. Looks with `lstat` first: a pipe or device is never opened. */
export async function databaseFile(target: string, workspace: string, largest: number): Promise<DatabaseFile> {
  const no = (code: string): DatabaseFile => ({ ok: false, why: { code, values: { path: target } } });
  if (!path.isAbsolute(target) || target.includes('\0')) return no('unknown.database-name');
  try {
    // Looking at what is mounted for whoever looks may lead to another machine.
    const near = await localPath(target);
    if (near === undefined) return no('unknown.database-away');
    const file = await fs.promises.realpath(near);
    if (inside(target, workspace) && !inside(file, workspace)) return no('unknown.database-link-outside');
    const stat = await fs.promises.lstat(file);
    if (!stat.isFile()) return no('unknown.database-special');
    const log = await fs.promises.lstat(`${file}-wal`).catch(() => undefined);
    const journal = await fs.promises.lstat(`${file}-journal`).catch(() => undefined);
    if ([log, journal].some((beside) => beside !== undefined && !beside.isFile()))
      return no('unknown.database-special');
    const bytes = stat.size + (log?.size ?? 0);
    // An empty file is an empty database.
    if (stat.size > 0 && !(await isDatabase(file))) return no('unknown.database-other');
    return { ok: true, file, bytes, large: bytes > largest };
  } catch (error) {
    return no(
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'unknown.database-absent' : 'unknown.database-unreadable',
    );
  }
}

async function isDatabase(file: string): Promise<boolean> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  const handle = await fs.promises.open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const head = Buffer.alloc(MAGIC.length);
    await handle.read(head, 0, head.length, 0);
    return head.toString('latin1') === MAGIC;
  } finally {
    await handle.close();
  }
}

function inside(target: string, folder: string): boolean {
  return target === folder || target.startsWith(folder === '/' ? '/' : `${folder}/`);
}
