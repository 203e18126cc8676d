import type { GuardedFile } from './guardedFile.ts';
import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { readRulesText } from '../rules/readRulesText.ts';
import { changedLines } from './changedLines.ts';
import type { GuardMemory } from './guardMemory.ts';
import { relevantOf } from './relevant.ts';

/** Sees changes on disk that did not come through Keyturn, also those of the time when no window was open. */
export interface GuardedFiles {
  /** Looks at all of them. A file that was never seen before is taken as it is. Never rejects. */
  look(files: readonly GuardedFile[]): Promise<void>;
  /** Keyturn itself is about to write, or wrote, these: what they say next is taken as it is. */
  own<T>(write: () => Promise<T>): Promise<T>;
}

interface Seen {
  readonly stamp: string;
  readonly text: string;
}

/** UTF-16 units of a text that are kept; of a longer one its hash is. */
const LONGEST_KEPT = 32 * 1024;

/** `alarm` gets the path and the lines that changed. */
export function guardFiles(
  memory: GuardMemory,
  alarm: (values: { readonly path: string; readonly diff: string }) => void,
): GuardedFiles {
  const seen = new Map<string, Seen>();
  let writing = 0;
  let looking: Promise<void> = Promise.resolve();

  const lookAt = async (file: GuardedFile, quiet: boolean): Promise<void> => {
    const before = seen.get(file.path);
    const stamp = await stampOf(file.path);
    if (stamp === before?.stamp) return;
    const read = await readRulesText(file.path);
    const text = read.ok ? keptForm(relevantOf(read.text, file.part)) : read.why === 'absent' ? '' : `(${read.why})`;
    const known = before?.text ?? (await memory.recall(file));
    // Keyturn began to write while this was being read: the look after it takes what it wrote.
    if (!quiet && writing > 0) return;
    seen.set(file.path, { stamp, text });
    if (known === text) return;
    // Another window of the same person may have written it for Keyturn, and has said so.
    if (before !== undefined && !quiet && (await memory.recall(file)) === text) return;
    if (known !== undefined && !quiet) alarm({ path: file.path, diff: changedLines(known, text) });
    await memory.remember(file, text);
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

function keptForm(text: string): string {
  if (text.length <= LONGEST_KEPT) return text;
  return `(${text.length} letters, SHA-256 ${createHash('sha256').update(text).digest('hex')})`;
}

async function stampOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, ctimeNs } = await lstat(path, { bigint: true });
    return [dev, ino, size, ctimeNs].join(' ');
  } catch {
    return 'absent';
  }
}
