import { isInside as isInsideAny, isNormal } from '../../effect/path.ts';
import { isWindowsPath, windowsPath } from '../../effect/windowsPath.ts';

/**
 * Joins and tidies without looking at the disk: `..` goes up by text, as the shell's own `cd` does. A `~` has been
 * expanded before, where the shell does that: one that is left is a name.
 */
export function absolute(path: string, cwd: string, home: string): string {
  if (isWindowsPath(path)) return windowsPath(path);
  // `\x` stands on the drive of the folder.
  if (isWindowsPath(cwd)) return windowsPath(/^[\\/]/.test(path) ? cwd.slice(0, 2) + path : `${cwd}\\${path}`);
  const full = isRooted(path, home) ? path : `${cwd}/${path}`;
  if (isTidy(full)) return full;
  const parts: string[] = [];
  for (const part of full.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  // `/proc/self/root/x` and `/proc/self/cwd/x` are other spellings of `/x` and `./x`.
  if (parts[0] === 'proc' && /^(self|thread-self|\d+)$/.test(parts[1] ?? '')) {
    if (parts[2] === 'root') return `/${parts.slice(3).join('/')}`;
    if (parts[2] === 'cwd') return absolute(parts.slice(3).join('/') || '.', cwd, home);
  }
  // A path on another machine that starts at its unknown home folder stays relative to `~`.
  if (full.startsWith('~')) return parts.join('/');
  return `/${parts.join('/')}`;
}

/** Nearly every path is, and stays as it is: the long way splits it and puts it together again. */
function isTidy(full: string): boolean {
  return isNormal(full) && !full.startsWith('/proc/');
}

/** Whether a path means the same from every folder. On another machine the home folder is only known as `~`. */
export function isRooted(path: string, home: string): boolean {
  return path.startsWith('/') || isWindowsPath(path) || (home === '~' && (path === '~' || path.startsWith('~/')));
}

export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), isWindowsPath(path) ? path.lastIndexOf('\\') : -1) + 1);
}

export function parentOf(path: string): string {
  if (isWindowsPath(path)) return windowsPath(`${path}\\..`);
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}

export function isInside(path: string, folder: string): boolean {
  return isInsideAny(path, folder);
}
