import { withoutEnd } from './withoutEnd.ts';

/** Windows paths (`C:\…`, `\\server\share\…`) without a disk. Their names keep the case they were written in. */

const DRIVE = /^[A-Za-z]:(?=[\\/]|$)/;
const SHARE = /^(?:\\\\|\/\/)(?![?.][\\/])([^\\/]+)[\\/]+([^\\/]+)/;
/** Another spelling of the same paths, past some checks: `\\?\C:\x`, `\\?\UNC\server\share`. */
const DEVICE = /^[\\/]{2}[?.][\\/]/;

/** Whether a path is absolute on Windows: a drive's or a share's. `//host/share` may be a POSIX path as well: not counted. */
export function isWindowsPath(path: string): boolean {
  // Every path of every verdict comes by here: most are told apart by their second letter.
  return path[1] === ':' ? DRIVE.test(path) : path.startsWith('\\\\');
}

/** Absolute, with backslashes, without `.`, `..` and a separator at the end; a drive's root keeps its own: `C:\`. */
export function windowsPath(path: string): string {
  const plain = path.replace(DEVICE, (prefix) => (/^UNC[\\/]/i.test(path.slice(prefix.length)) ? '\\\\' : ''));
  const full = plain.startsWith('\\\\') ? plain.replace(/^\\\\UNC[\\/]/i, '\\\\') : plain;
  const share = SHARE.exec(full);
  const head = share === null ? (DRIVE.exec(full)?.[0] ?? '') : `\\\\${share[1] ?? ''}\\${share[2] ?? ''}`;
  const rest = full.slice(share === null ? head.length : share[0].length);
  const parts: string[] = [];
  for (const part of rest.split(/[\\/]+/)) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    // Windows drops dots and blanks at the end of a name: `.env.` is `.env`.
    else parts.push(/[^. ]/.test(part) ? withoutEnd(part, '. ') : part);
  }
  if (parts.length === 0) return share === null ? `${head}\\` : head;
  return `${head}\\${parts.join('\\')}`;
}

/**
 * The same path with slashes and a leading one, for rules that are written for POSIX paths: `/C:/Users/me`. A share is
 * `//server/share`.
 */
export function slashed(path: string): string {
  if (!isWindowsPath(path)) return path;
  const slashes = windowsPath(path).replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes.replace(/\/$/, '')}`;
}

/** For telling whether two Windows paths are the same: case does not count there. */
export function comparable(path: string): string {
  return isWindowsPath(path) ? slashed(path).toLowerCase() : path;
}

/** The Windows path of a folder that WSL (`/mnt/c`), Git Bash (`/c`) or Cygwin (`/cygdrive/c`) shows. */
export function behindMount(path: string): string | undefined {
  // Every path of every verdict comes by here: most are told apart by these.
  if (path[2] !== '/' && path.length !== 2 && !path.startsWith('/mnt/') && !path.startsWith('/cygdrive/'))
    return undefined;
  const mounted = /^\/(?:mnt\/|cygdrive\/)?([A-Za-z])(\/.*)?$/.exec(path);
  return mounted === null ? undefined : windowsPath(`${mounted[1] ?? ''}:${mounted[2] ?? ''}\\`);
}
