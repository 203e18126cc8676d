import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isSecretPath } from '../../effect/protectedPath.ts';
import type { PathFact } from '../../rules/facts.ts';

/** Entries looked at below one folder; beyond, what it holds is not known. */
const MOST_ENTRIES = 20_000;
/** Folders of strangers' code and of git's own objects: nobody keeps their secrets there by name. */
const SKIPPED = new Set(['node_modules', '.git']);

/** The secrets by name that a reader of the whole folder would meet. Undefined: too much to look at. Links are not followed. */
export async function secretsBelow(folder: string): Promise<readonly PathFact[] | undefined> {
  const secrets: PathFact[] = [];
  const folders = [folder];
  let entries = 0;
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    let found: readonly Dirent[];
    try {
      found = await readdir(next, { withFileTypes: true });
    } catch {
      continue;
    }
    entries += found.length;
    if (entries > MOST_ENTRIES) return undefined;
    for (const entry of found) {
      const name = path.join(next, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(name);
      else if (entry.isFile() && isSecretPath(name))
        secrets.push({ path: name, real: name, type: 'file', tracked: false, modified: false });
    }
  }
  return secrets;
}
