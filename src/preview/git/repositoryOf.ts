import path from 'node:path';
import { entryAt } from '../files/disk.ts';
import type { Repository } from './gitCommand.ts';

/** The repository whose work tree a folder lies in: the nearest folder at or above it that has a `.git`. */
export async function repositoryOf(start: string): Promise<Repository | undefined> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const found = await entryAt(path.join(folder, '.git'));
    if (found !== 'absent' && found !== 'error') return { root: folder };
    if (folder === path.dirname(folder)) return undefined;
  }
}
