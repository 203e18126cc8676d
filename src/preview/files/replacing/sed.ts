import fs from 'node:fs';
import path from 'node:path';
import { entryNow } from '../disk.ts';
import { resolved } from './places.ts';
import type { Replacing } from './replacing.ts';

/**
 * What `sed -i.bak` takes: not the file, whose old content is kept, but what stands where it is kept. Without a suffix only
 * a link is told here: it becomes a file, and what it names stays.
 */
export async function sedReplaces(
  argv: readonly string[],
  cwd: string,
  wanted: string,
): Promise<Replacing | undefined> {
  if (!/^g?sed$/.test(path.basename(argv[0] ?? ''))) return undefined;
  const suffix = backupSuffix(argv);
  // With a star or a slash in it, it is a name of its own.
  if (suffix !== undefined && /[*/]/.test(suffix)) return undefined;
  const nothing = { entries: [], by: new Map<string, string>(), complete: true, certain: true };
  const isGiven = (file: string): boolean => argv.some((word) => resolved(word, cwd) === file);
  // The copy is told at the file of which it is one.
  if (suffix !== undefined && wanted.endsWith(suffix) && isGiven(wanted.slice(0, -suffix.length)))
    return { ...nothing, notes: [] };
  if (!isGiven(wanted)) return undefined;
  const file = entryNow(wanted);
  if (suffix === undefined) {
    const isLink = typeof file === 'object' && file.type === 'link';
    const inPlace = argv.some((word) => /^(?:-[nErsuz]*i|--in-place)$/.test(word));
    if (!isLink || !inPlace || argv.includes('--follow-symlinks')) return undefined;
    // What is no file it leaves, and the link to it too.
    const behind = await fs.promises.stat(wanted).catch(() => undefined);
    return { ...nothing, entries: behind?.isFile() === true ? [file] : [], notes: [] };
  }
  // A link becomes a file, and a folder is left.
  if (file === 'absent' || (file !== 'error' && file.type === 'directory')) return { ...nothing, notes: [] };
  if (file === 'error') return { ...nothing, complete: false, notes: [] };
  const there = entryNow(wanted + suffix);
  const lost = typeof there === 'string' ? [] : [there];
  const notes = [{ code: 'note.backup-kept', values: { path: file.path } }];
  return { ...nothing, entries: lost, complete: there !== 'error', notes };
}

/** What `sed` and its kin are told to put at the end of a name under which the old content is kept. */
export function backupSuffix(argv: readonly string[]): string | undefined {
  return argv.flatMap((word) => /^(?:-[nErsuz]*i|--in-place=)(.+)$/.exec(word)?.[1] ?? [])[0];
}
