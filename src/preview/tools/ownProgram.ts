import fs from 'node:fs';
import path from 'node:path';

/** The first program of a name on this process's own PATH: in no folder of the workspace's, and in none that anybody may write to. */
export function ownProgram(name: string, workspace: string): string | undefined {
  for (const folder of ownPath(workspace)) {
    const program = path.join(folder, name);
    try {
      fs.accessSync(program, fs.constants.X_OK);
      const real = fs.realpathSync(program);
      if (fs.statSync(real).isFile() && !isBelow(real, workspace)) return program;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** The folders of PATH that programs are taken from. */
export function ownPath(workspace: string): readonly string[] {
  return (process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder) && isTrusted(folder, workspace));
}

function isTrusted(folder: string, workspace: string): boolean {
  try {
    const real = fs.realpathSync(folder);
    const { mode } = fs.statSync(real);
    return !isBelow(real, workspace) && !isBelow(folder, workspace) && (mode & 0o002) === 0;
  } catch {
    return false;
  }
}

export function isBelow(target: string, root: string): boolean {
  return target === root || target.startsWith(root === '/' ? '/' : `${root}/`);
}
