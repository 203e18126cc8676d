import fs from 'node:fs';
import path from 'node:path';
import type { Budget } from './budget.ts';
import { entryAt, type Entry } from './disk.ts';

export interface Walk {
  /** Everything below and including the start, folders first. Links are entries; they are never followed. */
  readonly entries: readonly Entry[];
  /** Folders on another device than the one above them. */
  readonly mounts: readonly string[];
  /** Folders that could not be read, in part or at all. */
  readonly unread: readonly string[];
  /** False: a limit was met; there is more than was counted. */
  readonly complete: boolean;
}

/** `lstat`s at once: what Node's thread pool keeps busy. */
const BATCH = 64;

/** Looks at a tree by `lstat` alone. `progress` is called with the entries so far, at most every 64 of them. */
export async function walk(start: Entry, budget: Budget, progress: (entries: number) => void): Promise<Walk> {
  const entries: Entry[] = [start];
  const mounts: string[] = [];
  const unread: string[] = [];
  const folders: Entry[] = start.type === 'directory' ? [start] : [];
  let complete = true;

  const addBatch = async (folder: Entry, names: readonly string[]): Promise<void> => {
    const found = await Promise.all(names.map((name) => entryAt(path.join(folder.path, name))));
    for (const [index, entry] of found.entries()) {
      // Gone since the folder was read: the tree changes while it is walked.
      // A name that is no UTF-8 reads as a replacement character, and then nothing stands at it.
      const name = names[index] as string;
      if (entry === 'absent' && !name.includes('\uFFFD')) continue;
      if (entry === 'absent' || entry === 'error') {
        unread.push(path.join(folder.path, name));
        continue;
      }
      entries.push(entry);
      if (entry.type !== 'directory') continue;
      if (entry.device !== folder.device) mounts.push(entry.path);
      folders.push(entry);
    }
    progress(entries.length);
  };

  // Last in, first out keeps few folders open in wide trees.
  for (let folder = folders.pop(); folder !== undefined && complete; folder = folders.pop()) {
    let names: string[] = [];
    try {
      for await (const item of await fs.promises.opendir(folder.path, { bufferSize: 256 })) {
        if (!budget.take()) {
          complete = false;
          break;
        }
        names.push(item.name);
        if (names.length < BATCH) continue;
        await addBatch(folder, names);
        names = [];
      }
    } catch {
      unread.push(folder.path);
    }
    await addBatch(folder, names);
  }
  return { entries, mounts, unread, complete: complete && unread.length === 0 };
}
