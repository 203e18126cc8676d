import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../gate/desk.ts';

/** Groups whose members may change programs anyway: root, macOS's admin (Homebrew), the person's own. */
const GROUPS = [0, 80, process.getgid?.() ?? 0];

/**
 * The folders of a PATH that a program may be taken from: absolute, there, outside the workspace, and nobody else can put a
 * program into them.
 */
export function trustedPath(searched: string, workspace: string): string {
  return [...new Set(searched.split(':'))].filter((folder) => isTrusted(folder, workspace)).join(':');
}

/** The first file of this name in a PATH that may be executed. */
export function programIn(searched: string, name: string): string | undefined {
  return searched
    .split(':')
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .find(isProgram);
}

export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function isTrusted(folder: string, workspace: string): boolean {
  if (!path.isAbsolute(folder)) return false;
  try {
    const real = realpathSync.native(folder);
    const stats = statSync(real);
    if (!stats.isDirectory() || isInside(real, workspace) || isInside(path.normalize(folder), workspace)) return false;
    if (stats.uid !== 0 && stats.uid !== process.getuid?.()) return false;
    return (stats.mode & 0o002) === 0 && ((stats.mode & 0o020) === 0 || GROUPS.includes(stats.gid));
  } catch {
    return false;
  }
}
