import fs from 'node:fs';
import path from 'node:path';

/** Folders in which systems mount what is looked for: looking may lead to another machine. */
const AWAY = /^\/(?:net|afs|misc)(?:\/|$)|^\/\//;

/** Links that are followed, as the kernel counts them. */
const MOST_LINKS = 40;

/**
 * Where a path leads, link by link; undefined: to what is mounted when somebody looks, which is then not looked at. What is not
 * there leads where it says.
 */
export async function localPath(file: string): Promise<string | undefined> {
  if (!path.isAbsolute(file) || file.startsWith('//')) return undefined;
  const mounted = await automounts();
  let place = '/';
  let rest = path.normalize(file).split('/').filter(Boolean);
  for (let links = 0; rest.length > 0;) {
    const [part = '', ...others] = rest;
    const next = path.join(place, part);
    if (AWAY.test(next) || mounted.has(next)) return undefined;
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

/** Places of which the kernel knows that they are mounted when somebody looks. */
async function automounts(): Promise<ReadonlySet<string>> {
  const text = await fs.promises.readFile('/proc/self/mounts', 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.split(' '));
  return new Set(
    lines.flatMap(([, place = '', type]) =>
      type === 'autofs'
        ? [place.replaceAll(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)))]
        : [],
    ),
  );
}
