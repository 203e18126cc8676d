import fs from 'node:fs';
import path from 'node:path';
import type { Budget } from './budget.ts';
import { entryNow } from './disk.ts';
import { USUAL, type Globbing } from './globbing.ts';
import { segmentPattern } from '../../effect/segmentPattern.ts';
import { walk } from './walk.ts';

export interface Expansion {
  readonly paths: readonly string[];
  /** False: a limit was met or a folder could not be read. */
  readonly complete: boolean;
}

/**
 * The paths that bash would make of an absolute glob, sorted. As in bash a link to a folder is entered for the segments
 * that follow, and `.` and `..` never match. `**` is taken for folders of any depth, as a shell can be told. No match: no path.
 */
export async function expandGlob(glob: string, budget: Budget, how: Globbing = USUAL): Promise<Expansion> {
  let places = ['/'];
  let complete = true;
  const segments = glob.split('/').filter((segment) => segment !== '');
  if (segments.at(-1) === '**') segments.push('*');
  for (const [index, text] of segments.entries()) {
    const matches = matcher(text, how);
    const pattern = segmentPattern(widened(text, how));
    const next: string[] = [];
    complete &&= pattern.known;
    for (const place of places) {
      if (text === '**') {
        const below = await foldersBelow(place, budget);
        complete &&= below.complete;
        for (const name of below.names) next.push(name);
        continue;
      }
      if (!pattern.special) {
        next.push(path.join(place, pattern.literal));
        continue;
      }
      const names = await namesIn(place, budget);
      complete &&= names.complete;
      const last = index === segments.length - 1;
      for (const name of names.names) {
        if (!matches(name)) continue;
        const found = path.join(place, name);
        if (last || (await isFolder(found))) next.push(found);
      }
    }
    places = next;
  }
  const there: string[] = [];
  for (const place of places) {
    // What was listed within the limit of entries still counts.
    if (/^(?:time|cancelled)$/.test(budget.spent() ?? '')) return { paths: there.sort(), complete: false };
    if (entryNow(place) !== 'absent') there.push(place);
    // A name that is no UTF-8 reads as a replacement character, and then nothing stands at it.
    else if (place.includes('\uFFFD')) complete = false;
  }
  return { paths: there.sort(), complete };
}

/** What an extended pattern matches is among all names. */
function widened(text: string, { usual }: Globbing): string {
  return !usual && /[?*+@!]\(/.test(text) ? '*' : text;
}

/** As the shell matches a name; where the text has changed how, whatever it might match. */
function matcher(text: string, how: Globbing): (name: string) => boolean {
  const { hidden, anyCase } = how;
  const wide = widened(text, how);
  const dots = hidden ? 'hidden-too' : 'own-dot';
  const pattern = segmentPattern(wide, dots);
  if (!anyCase) return pattern.matches;
  const folded = segmentPattern(wide.toLowerCase(), dots);
  return (name) => pattern.matches(name) || folded.matches(name.toLowerCase());
}

/** A folder and all below it, links apart. */
async function foldersBelow(
  folder: string,
  budget: Budget,
): Promise<{ readonly names: string[]; readonly complete: boolean }> {
  const start = entryNow(folder);
  if (typeof start === 'string' || start.type !== 'directory') return { names: [], complete: start !== 'error' };
  const { entries, complete } = await walk(start, budget, () => undefined);
  return { names: entries.flatMap(({ type, path: own }) => (type === 'directory' ? [own] : [])), complete };
}

async function namesIn(
  folder: string,
  budget: Budget,
): Promise<{ readonly names: string[]; readonly complete: boolean }> {
  const names: string[] = [];
  try {
    for await (const entry of await fs.promises.opendir(folder, { bufferSize: 256 })) {
      if (!budget.take()) return { names, complete: false };
      names.push(entry.name);
    }
    return { names, complete: true };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return { names, complete: code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' };
  }
}

/** Follows links, as bash does for a folder in the middle of a glob. */
export async function isFolder(target: string): Promise<boolean> {
  try {
    return (await fs.promises.stat(target)).isDirectory();
  } catch {
    return false;
  }
}
