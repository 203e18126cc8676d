import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

const MOST_BYTES = 256 * 1024;

/** Something lies there that is no small regular file, or that nobody may read. */
export const UNREADABLE = Symbol('unreadable');

/** The text of a small regular file; undefined when it is absent. */
export function smallText(path: string): string | undefined | typeof UNREADABLE {
  let file: number | undefined;
  try {
    // NONBLOCK: a FIFO in its place must not hold the process.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size > MOST_BYTES) return UNREADABLE;
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : UNREADABLE;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
