import fs from 'node:fs';
import path from 'node:path';
import { mountsNow, type Mounts } from './mounts.ts';

/** Links that are followed, as the kernel counts them. */
const MOST_LINKS = 40;

/**
 * Where a path leads, link by link; undefined: to what is mounted when somebody looks or, where `mounts` know a home, to any
 * other machine's disk, which is then not looked at. What is not there leads where it says.
 */
export async function localPath(file: string, mounts?: Mounts): Promise<string | undefined> {
  if (!path.isAbsolute(file) || file.startsWith('//')) return undefined;
  const { isAway } = mounts ?? (await mountsNow());
  let place = '/';
  let rest = path.normalize(file).split('/').filter(Boolean);
  for (let links = 0; rest.length > 0;) {
    const [part = '', ...others] = rest;
    const next = path.join(place, part);
    if (isAway(next)) return undefined;
    const link = await fs.promises.readlink(next).catch((error: NodeJS.ErrnoException) => {
      // No link; what is not there, or not to be seen, needs no further looking.
      if (error.code !== 'EINVAL') rest = [];
      return undefined;
    });
    if (rest.length === 0) return path.join(next, ...others);
    if (link === undefined) {
      place = next;
      rest = others;
      continue;
    }
    links += 1;
    if (links > MOST_LINKS || link.startsWith('//')) return undefined;
    rest = [...path.resolve(place, link).split('/').filter(Boolean), ...others];
    place = '/';
  }
  return place;
}
