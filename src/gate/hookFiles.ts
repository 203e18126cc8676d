import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { isMountedOnLooking } from '../effect/path.ts';

/** Largest file, in bytes, whose text is read to show a whole edit. */
const MOST_FILE = 1024 * 1024;

/** How many names of a folder are looked at: its files are read in the editor's own thread. */
const MOST_NAMES = 200;

/** Links that are followed, as the kernel counts them. */
const MOST_LINKS = 40;

/** Names in a folder that an agent's call is about. Undefined: there are too many, or nobody may see them. */
export function namesIn(folder: string): readonly string[] | undefined {
  if (!isNear(folder)) return undefined;
  try {
    const names = readdirSync(folder);
    return names.length <= MOST_NAMES ? names : undefined;
  } catch (reason) {
    return ['ENOENT', 'ENOTDIR'].includes((reason as NodeJS.ErrnoException).code ?? '') ? [] : undefined;
  }
}

/** Synchronous, since it is one small file, and only of a regular one: a FIFO, also one that has just taken its name, would hang us. */
export function readText(file: string): string | undefined {
  if (!isNear(file)) return undefined;
  let handle: number | undefined;
  try {
    handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const found = fstatSync(handle);
    return found.isFile() && found.size <= MOST_FILE ? readFileSync(handle, 'utf8') : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Whether the path leads, by no link either, to a place that is mounted when somebody looks: the editor would stand still. */
export function isNear(file: string): boolean {
  if (!path.isAbsolute(file) || isMountedOnLooking(file)) return false;
  let place = '/';
  let rest = path.normalize(file).split('/').filter(Boolean);
  for (let links = 0; rest.length > 0;) {
    const [part = '', ...others] = rest;
    const next = path.join(place, part);
    if (isMountedOnLooking(next)) return false;
    const link = linkAt(next);
    if (link === undefined) {
      place = next;
      rest = others;
      continue;
    }
    links += 1;
    if (links > MOST_LINKS || isMountedOnLooking(link)) return false;
    rest = [...path.resolve(place, link).split('/').filter(Boolean), ...others];
    place = '/';
  }
  return true;
}

function linkAt(place: string): string | undefined {
  try {
    return readlinkSync(place);
  } catch {
    return undefined;
  }
}
