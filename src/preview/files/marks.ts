import type { Mark } from '../preview.ts';
import { entryNow, type Entry } from './disk.ts';
import type { Gathered } from './gather.ts';

/** Marks of one report: what is looked at every few seconds must cost next to nothing. */
const MOST_MARKS = 100;

/** What the count rests on: what its targets are, folders before files, since a folder changes with what comes and goes. */
export function marksOf(gathered: readonly Gathered[]): readonly Mark[] {
  const marks = new Map<string, Mark>();
  for (const kind of ['start', 'folder', 'file'] as const) {
    for (const { target, entries } of gathered) {
      if (kind === 'start' && target.object.type !== 'glob') add(markNow(target.object.name));
      if (kind === 'start') continue;
      for (const entry of entries) {
        if (marks.size >= MOST_MARKS) return [...marks.values()];
        if ((entry.type === 'directory') === (kind === 'folder')) add(markOf(entry));
      }
    }
  }
  return [...marks.values()];

  function add(mark: Mark): void {
    marks.set(mark.path, mark);
  }
}

/** As it stands at the path now; a link itself. */
export function markNow(path: string): Mark {
  const entry = entryNow(path);
  return typeof entry === 'string' ? { path, stamp: entry } : markOf(entry);
}

/** Whether anything is not what it was. Waits for the disk: only in a thread of its own. */
export function haveChanged(marks: readonly Mark[]): boolean {
  return marks.some(({ path, stamp }) => markNow(path).stamp !== stamp);
}

function markOf({ path, type, size, changed, statusChanged, device, inode }: Entry): Mark {
  return { path, stamp: [type, size, changed, statusChanged, device, inode].join(' ') };
}
