import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { NOWHERE } from '../../app/rules/notes/nowhere.ts';
import { isWindowsPath, windowsPath } from '../../effect/windowsPath.ts';

/** Where a checked text stands. `disk` false: the place is made up, and no disk is read. */
export interface CheckPlace {
  readonly cwd: string;
  readonly workspace: string;
  readonly home: string;
  readonly disk: boolean;
}

const MADE_UP: CheckPlace = { ...NOWHERE, disk: false };

/** The workspace is the given one, else the git root above `cwd`, else `cwd`. A folder that does not exist is no error: no disk is read then. */
export function checkPlace(cwd: string | undefined, workspace: string | undefined, home: string): CheckPlace {
  const windows = [cwd, workspace].find((folder) => folder !== undefined && isWindowsPath(folder));
  if (windows !== undefined) return windowsPlace(cwd ?? windows, workspace ?? windows);
  if (cwd === undefined)
    return workspace === undefined ? MADE_UP : { ...MADE_UP, cwd: lexical(workspace), workspace: lexical(workspace) };
  const real = realFolder(cwd);
  const root = workspace === undefined ? gitRoot(real) : realFolder(workspace);
  // Neither is here: they are another machine's, of which this one's disk says nothing.
  return { cwd: real, workspace: root, home, disk: existsSync(real) || existsSync(root) };
}

/** A folder of a Windows machine. This one's disk says nothing of it. */
function windowsPlace(cwd: string, workspace: string): CheckPlace {
  return { cwd: windowsPath(cwd), workspace: windowsPath(workspace), home: 'C:\\Users\\user', disk: false };
}

function lexical(folder: string): string {
  return path.posix.resolve('/', folder);
}

function realFolder(folder: string): string {
  const absolute = path.resolve(folder);
  try {
    return realpathSync(absolute);
  } catch {
    return absolute;
  }
}

function gitRoot(cwd: string): string {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (folder === path.dirname(folder)) return cwd;
  }
}
