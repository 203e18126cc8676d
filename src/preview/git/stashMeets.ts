import type { FileChange } from '../preview.ts';
import { entryNow } from '../files/disk.ts';
import path from 'node:path';
import { compareContent, HASH_BYTES } from './content.ts';
import type { Repository } from './gitCommand.ts';
import { readIndex } from './gitIndex.ts';

/**
 * Whether a stash can be applied as it was made: each file that it changes is on disk and in the index as it was then. Else
 * git may refuse, or merge both and keep the stash. `files`: what it holds, and as `after` what stood there before.
 */
export async function meetsNothing(
  files: readonly FileChange[],
  repository: Repository,
  signal: AbortSignal,
): Promise<boolean> {
  const index = await readIndex(repository, [], signal);
  if (!index.ok) return false;
  const indexed = new Map(index.found.entries.map((entry) => [path.join(repository.root, entry.path), entry]));
  const budget = { bytes: HASH_BYTES };
  for (const { path: place, after } of files) {
    const entry = entryNow(place);
    const own = indexed.get(place);
    if (after.from === 'nothing') {
      if (entry !== 'absent' || own !== undefined) return false;
      continue;
    }
    if (typeof entry === 'string' || after.from !== 'git' || own?.object !== after.object) return false;
    if ((await compareContent(entry, own, index.found.written, budget, signal)) !== 'same') return false;
  }
  return true;
}
