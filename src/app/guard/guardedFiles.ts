import { lstat } from 'node:fs/promises';
import { readRulesText } from '../rules/readRulesText.ts';
import { changedLines } from './changedLines.ts';
import { relevantOf } from './relevant.ts';
import type { Part } from './relevant.ts';

/** A file by whose change somebody could let agents go. */
export interface GuardedFile {
  readonly path: string;
  readonly part: Part;
}

/** Sees changes on disk that did not come through Keyturn. */
export interface GuardedFiles {
  /** Looks at all of them. A file that is seen for the first time is taken as it is. Never rejects. */
  look(files: readonly GuardedFile[]): Promise<void>;
  /** Keyturn itself is about to write, or wrote, these: what they say next is taken as it is. */
  own<T>(write: () => Promise<T>): Promise<T>;
}

interface Seen {
  readonly stamp: string;
  readonly text: string;
}

/** `alarm` gets the path and the lines that changed. */
export function guardFiles(alarm: (values: { readonly path: string; readonly diff: string }) => void): GuardedFiles {
  const seen = new Map<string, Seen>();
  let writing = 0;
  let looking: Promise<void> = Promise.resolve();

  const lookAt = async ({ path, part }: GuardedFile, quiet: boolean): Promise<void> => {
    const before = seen.get(path);
    const stamp = await stampOf(path);
    if (stamp === before?.stamp) return;
    const read = await readRulesText(path);
    const text = read.ok ? relevantOf(read.text, part) : read.why === 'absent' ? '' : `(${read.why})`;
    // Keyturn began to write while this was being read: the look after it takes what it wrote.
    if (!quiet && writing > 0) return;
    seen.set(path, { stamp, text });
    if (before !== undefined && before.text !== text && !quiet) alarm({ path, diff: changedLines(before.text, text) });
  };
  const lookAll = async (files: readonly GuardedFile[], quiet: boolean): Promise<void> => {
    for (const file of files) await lookAt(file, quiet).catch(() => undefined);
  };
  let last: readonly GuardedFile[] = [];

  const look = (files: readonly GuardedFile[]): Promise<void> => {
    last = files;
    if (writing > 0) return looking;
    looking = looking.then(() => lookAll(files, false));
    return looking;
  };

  return {
    look,
    async own(write) {
      // What others did before is still theirs.
      await look(last);
      writing += 1;
      try {
        return await write();
      } finally {
        await looking;
        await lookAll(last, true);
        writing -= 1;
      }
    },
  };
}

async function stampOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, ctimeNs } = await lstat(path, { bigint: true });
    return [dev, ino, size, ctimeNs].join(' ');
  } catch {
    return 'absent';
  }
}
