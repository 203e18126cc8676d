import fs from 'node:fs';
import { openBreath } from './breath.ts';
import type { Budget } from './budget.ts';
import { mountsNow, type Mounts } from '../mounts.ts';
import { entryNow, type Entry } from './disk.ts';

export interface Walk {
  /** Everything below and including the start, folders first. Links are entries; they are never followed. */
  readonly entries: readonly Entry[];
  /** Folders on another device than the one above them. */
  readonly mounts: readonly string[];
  /** Places where another machine's disk is mounted: not looked at, since it may never answer. */
  readonly away: readonly string[];
  /** Folders that could not be read, in part or at all. */
  readonly unread: readonly string[];
  /** False: a limit was met; there is more than was counted. */
  readonly complete: boolean;
}

/** Looks at a tree by `lstat` alone. `progress` is called with the entries so far, now and then. */
export async function walk(
  start: Entry,
  budget: Budget,
  progress: (entries: number) => void,
  known?: Mounts,
): Promise<Walk> {
  const { isAway } = known ?? (await mountsNow(start.path));
  const away: string[] = [];
  const entries: Entry[] = [start];
  const mounts: string[] = [];
  const unread: string[] = [];
  const folders: Entry[] = start.type === 'directory' ? [start] : [];
  const breath = openBreath();
  let complete = true;

  const add = (folder: Entry, name: string): void => {
    const place = folder.path === '/' ? `/${name}` : `${folder.path}/${name}`;
    if (isAway(place)) {
      away.push(place);
      return;
    }
    const entry = entryNow(place);
    // Gone since the folder was read: the tree changes while it is walked.
    // A name that is no UTF-8 reads as a replacement character, and then nothing stands at it.
    if (entry === 'absent' && !name.includes('\uFFFD')) return;
    if (entry === 'absent' || entry === 'error') {
      unread.push(place);
      return;
    }
    entries.push(entry);
    if (entry.type !== 'directory') return;
    if (entry.device !== folder.device) mounts.push(entry.path);
    folders.push(entry);
  };

  // Last in, first out keeps few folders open in wide trees.
  for (let folder = folders.pop(); folder !== undefined && complete; folder = folders.pop()) {
    try {
      const open = fs.opendirSync(folder.path, { bufferSize: 256 });
      try {
        for (let item = open.readSync(); item !== null; item = open.readSync()) {
          const turn = breath();
          if (turn !== undefined) await turn;
          if (!budget.take()) {
            complete = false;
            break;
          }
          add(folder, item.name);
          if (entries.length % 1_024 === 0) progress(entries.length);
        }
      } finally {
        open.closeSync();
      }
    } catch {
      unread.push(folder.path);
    }
    progress(entries.length);
  }
  return { entries, mounts, away, unread, complete: complete && unread.length + away.length === 0 };
}
