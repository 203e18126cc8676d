import path from 'node:path';
import { entryAt, entryNow } from '../files/disk.ts';
import type { Repository } from './gitCommand.ts';

/**
 * The repository whose work tree a folder lies in: the nearest folder at or above it that has a `.git`. Git stops where it
 * finds a bare one, and so does this.
 */
export async function repositoryOf(start: string): Promise<Repository | undefined> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const found = await entryAt(path.join(folder, '.git'));
    if (found !== 'absent' && found !== 'error') return { root: folder };
    if (isBare(folder)) return undefined;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** Whether git would take the folder itself for a repository's own. */
export function isBare(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => typeof entryNow(path.join(folder, name)) === 'object');
}
