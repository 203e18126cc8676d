import { readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import path from 'node:path';

/** Entries looked at, and folders one in another: enough for a folder of projects. */
const MOST_ENTRIES = 5_000;
const DEEPEST = 3;
/** Full of folders, none of which a person keeps a repository in. */
const STRANGERS = new Set(['node_modules', '.git']);

/** The folders below in which a repository lies, their links among them. Undefined: too much to look at. */
export function repositoriesBelow(folder: string): readonly string[] | undefined {
  const found: string[] = [];
  let left = MOST_ENTRIES;
  let level = [folder];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const next: string[] = [];
    for (const one of level) {
      const entries = entriesOf(one);
      left -= entries.length;
      if (left < 0) return undefined;
      if (one !== folder && entries.some(({ name }) => name === '.git' || name === 'HEAD')) found.push(one);
      for (const entry of entries)
        if ((entry.isDirectory() || entry.isSymbolicLink()) && !STRANGERS.has(entry.name))
          next.push(path.join(one, entry.name));
    }
    level = next;
  }
  return found;
}

/** What cannot be read, or is no folder, git cannot stand in either. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
