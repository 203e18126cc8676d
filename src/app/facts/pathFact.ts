import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { PathFact } from '../../rules/facts.ts';

/** What the disk says of one absolute path. An absent file has the real path of its nearest folder that is there. */
export function pathFact(name: string): PathFact {
  const fact = (real: string, type: PathFact['type']): PathFact => ({
    path: name,
    real,
    type,
    tracked: false,
    modified: false,
  });
  // A Windows path that WSL or PowerShell names: nothing here can tell what stands there.
  if (!path.isAbsolute(name)) return fact(name, 'unknown');
  try {
    const real = realpathSync.native(name);
    const stat = lstatSync(real);
    return fact(real, stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'special');
  } catch (error) {
    if (!isAbsence(error)) return fact(name, 'unknown');
    // A link to nothing: what is written through it lands where it points, which nobody has looked at.
    if (exists(name)) return fact(name, 'special');
    const real = realOfAbsent(name);
    return real === undefined ? fact(name, 'unknown') : fact(real, 'absent');
  }
}

function realOfAbsent(name: string): string | undefined {
  const parent = path.dirname(name);
  if (parent === name) return name;
  try {
    return path.join(realpathSync.native(parent), path.basename(name));
  } catch (error) {
    if (!isAbsence(error)) return undefined;
    const above = realOfAbsent(parent);
    return above === undefined ? undefined : path.join(above, path.basename(name));
  }
}

/** Whether something stands at this path, a broken link too. What cannot be looked at counts as there. */
export function exists(name: string): boolean {
  try {
    lstatSync(name);
    return true;
  } catch (error) {
    return !isAbsence(error);
  }
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Whether a folder holds nothing for us: it is gone, is none, or is closed to us, and so to a program of ours. */
export function isClosed(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return isAbsence(error) || code === 'EACCES' || code === 'EPERM';
}
