import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { PathFact } from '../../rules/facts.ts';

/** What the disk says of one absolute path. An absent file has the real path of its nearest folder that is there. */
export async function pathFact(name: string): Promise<PathFact> {
  const fact = (real: string, type: PathFact['type']): PathFact => ({
    path: name,
    real,
    type,
    tracked: false,
    modified: false,
  });
  try {
    const real = await realpath(name);
    const stat = await lstat(real);
    return fact(real, stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'special');
  } catch (error) {
    if (!isAbsence(error)) return fact(name, 'unknown');
    // A link to nothing: what is written through it lands where it points, which nobody has looked at.
    if (await exists(name)) return fact(name, 'special');
    const real = await realOfAbsent(name);
    return real === undefined ? fact(name, 'unknown') : fact(real, 'absent');
  }
}

async function realOfAbsent(name: string): Promise<string | undefined> {
  const parent = path.dirname(name);
  if (parent === name) return name;
  try {
    return path.join(await realpath(parent), path.basename(name));
  } catch (error) {
    if (!isAbsence(error)) return undefined;
    const above = await realOfAbsent(parent);
    return above === undefined ? undefined : path.join(above, path.basename(name));
  }
}

/** Whether something stands at this path, a broken link too. What cannot be looked at counts as there. */
export async function exists(name: string): Promise<boolean> {
  try {
    await lstat(name);
    return true;
  } catch (error) {
    return !isAbsence(error);
  }
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
