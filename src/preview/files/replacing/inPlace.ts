import fs from 'node:fs';
import path from 'node:path';
import { covers } from '../../covers.ts';
import type { PreviewSubject } from '../../preview.ts';
import type { Entry } from '../disk.ts';
import type { Gathered } from '../gather.ts';

/** Bytes of a file that is searched. */
const LONGEST = 1024 * 1024;

/** Bytes that are searched in one look. */
const MOST = 16 * 1024 * 1024;

const EDITOR = /^(?:g?sed|perl|ruby)$/;

/** `s/old/new/` of letters that stand for themselves. */
const LITERAL = /^s([/|,#])([\w :-]+)\1([\w :-]*)\1g?$/;

/** Options that change nothing of which lines are taken. */
const IDLE = /^(?:-(?:[Ers]*i|p?i?e|pi)|--follow-symlinks)$/;

/**
 * A program that edits files in place leaves those of which it changes no line as they were. Where it puts one text in place
 * of another that is known by looking; else the files it is given are at most those that change.
 */
export async function changedInPlace(found: Gathered, { reading }: PreviewSubject): Promise<Gathered> {
  const { target, entries } = found;
  if (target.verb !== 'write') return found;
  const commands = [...(reading.commands ?? []), ...(reading.globbed ?? [])];
  const argv = commands.find(
    ({ argv: words, range }) =>
      range !== undefined && covers(range, target.effect.range) && EDITOR.test(path.basename(words[0] ?? '')),
  )?.argv;
  if (argv === undefined) return found;
  const scripts = argv.flatMap((word) => LITERAL.exec(word) ?? []);
  const [, , old = '', now = ''] = scripts;
  const plain = scripts.length === 4 && old !== now && argv.every((word) => !word.startsWith('-') || IDLE.test(word));
  if (!plain) return { ...found, target: { ...target, certain: false } };
  const changed: Entry[] = [];
  let left = MOST;
  for (const entry of entries) {
    if (entry.type !== 'file') continue;
    if (entry.size > LONGEST || entry.size > left) return { ...found, target: { ...target, certain: false } };
    left -= entry.size;
    if (await holds(entry.path, old)) changed.push(entry);
  }
  return { ...found, entries: changed };
}

async function holds(file: string, text: string): Promise<boolean> {
  // Since the lstat the name may have become a link, a pipe or a device.
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  const handle = await fs.promises.open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => undefined);
  if (handle === undefined) return true;
  try {
    const buffer = Buffer.alloc(LONGEST);
    const { bytesRead } = await handle.read(buffer, 0, LONGEST, 0);
    return buffer.subarray(0, bytesRead).includes(text);
  } catch {
    return true;
  } finally {
    await handle.close();
  }
}
