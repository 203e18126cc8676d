/** Path arithmetic on absolute paths, without a disk. Windows paths keep their own form. */

import { comparable, isWindowsPath, windowsPath } from './windowsPath.ts';

/** The path without `.`, `..`, doubled and trailing slashes. `..` above the root stays at the root, as the kernel does it. */
export function normalPath(path: string): string {
  if (isNormal(path)) return path;
  if (isWindowsPath(path)) return windowsPath(path);
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Whether it is absolute and tidy, as nearly every path is. False for some that are: a part that begins with a dot is looked at by the long way. */
export function isNormal(path: string): boolean {
  return path.length > 1 && path.startsWith('/') && !path.endsWith('/') && !path.includes('//') && !path.includes('/.');
}

/** An absolute path of a word that stands in `cwd`. `~` and variables are the reader's business. */
export function absolutePath(word: string, cwd: string): string {
  return normalPath(word.startsWith('/') || isWindowsPath(word) ? word : `${cwd}/${word}`);
}

/** Folders in which systems mount another machine's disk when somebody looks, whatever the kernel says of them. */
const MOUNTED_ON_LOOKING = /^\/(?:net|afs|misc)(?:\/|$)|^\/\//;

/** Whether merely to look at this path may mount another machine's disk, and wait for it without end. */
export function isMountedOnLooking(path: string): boolean {
  return MOUNTED_ON_LOOKING.test(path);
}

/** Whether `path` is `folder` or below it. Both normal and absolute. */
export function isInside(path: string, folder: string): boolean {
  if (isWindowsPath(path) || isWindowsPath(folder)) return isInsideWindows(comparable(path), comparable(folder));
  if (folder === '/') return path.startsWith('/');
  return path === folder || path.startsWith(`${folder}/`);
}

function isInsideWindows(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

export function baseName(path: string): string {
  const cut = isWindowsPath(path) ? path.lastIndexOf('\\') : path.lastIndexOf('/');
  return path.slice(cut + 1);
}

const GLOB_CHARACTER = /[*?[\]{}]/;

/** The folder part of a glob before its first wildcard: `/a/b/*.ts` → `/a/b`. */
export function globFolder(pattern: string): string {
  const parts = pattern.split(isWindowsPath(pattern) ? '\\' : '/');
  const first = parts.findIndex((part) => GLOB_CHARACTER.test(part));
  if (first < 0) return normalPath(pattern);
  const folder = parts.slice(0, first);
  return isWindowsPath(pattern) ? windowsPath(`${folder.join('\\')}\\`) : normalPath(folder.join('/'));
}
