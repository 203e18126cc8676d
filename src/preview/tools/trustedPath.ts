import { access, constants, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from '../../effect/path.ts';

/** Groups whose members may change programs anyway: root, macOS's admin (Homebrew), the person's own. */
const GROUPS = [0, 80, process.getgid?.() ?? 0];

/**
 * The folders of a PATH that a program may be taken from: absolute, there, outside the workspace, and nobody else can put a
 * program into them. Without blocking: folders of another machine may be among them (WSL lists those of Windows).
 */
export async function trustedPath(searched: string, workspace: string): Promise<string> {
  const folders = [...new Set(searched.split(':'))];
  const trusted = await Promise.all(folders.map((folder) => isTrusted(folder, workspace)));
  return folders.filter((_, index) => trusted[index] === true).join(':');
}

/** The first file of this name in a PATH that may be executed. `workspace`: one that a link leads into it is none. */
export async function programIn(searched: string, name: string, workspace?: string): Promise<string | undefined> {
  for (const folder of searched.split(':')) {
    const file = path.join(folder, name);
    if (folder === '' || !(await isProgram(file))) continue;
    if (workspace === undefined || !isInside(await realpath(file).catch(() => workspace), workspace)) return file;
  }
  return undefined;
}

export async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

async function isTrusted(folder: string, workspace: string): Promise<boolean> {
  if (!path.isAbsolute(folder)) return false;
  try {
    const real = await realpath(folder);
    const stats = await stat(real);
    if (!stats.isDirectory() || isInside(real, workspace) || isInside(path.normalize(folder), workspace)) return false;
    if (stats.uid !== 0 && stats.uid !== process.getuid?.()) return false;
    return (stats.mode & 0o002) === 0 && ((stats.mode & 0o020) === 0 || GROUPS.includes(stats.gid));
  } catch {
    return false;
  }
}
