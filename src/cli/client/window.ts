import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import path from 'node:path';
import { isInside } from '../../effect/path.ts';

/** An open window's folder, as its `.window` file says and as the disk confirms. */
export interface Window {
  readonly root: string;
  readonly socket: string;
  readonly pid: number;
  readonly editorNode: string;
}

export type Found =
  | { readonly found: 'window'; readonly window: Window }
  /** A known root without a live window. */
  | { readonly found: 'closed'; readonly root: string }
  /** Not the person's own, or open to others: `path` is not what Keyturn made. */
  | { readonly found: 'foreign'; readonly path: string }
  | { readonly found: 'outside' };

/** The window that answers for a real folder: the longest known root above it. */
export function findWindow(place: string, folder: string): Found {
  const known = new Map<string, Found>();
  for (const root of knownRoots(place)) known.set(root, { found: 'closed', root });
  for (const [root, found] of windowFiles(place)) {
    // A window that is gone must not hide the live one of the same root (two windows on one folder).
    if (known.get(root)?.found !== 'window') known.set(root, found);
  }
  let best: string | undefined;
  for (const root of known.keys()) {
    if (isInside(folder, root) && (best === undefined || root.length > best.length)) best = root;
  }
  return best === undefined ? { found: 'outside' } : (known.get(best) ?? { found: 'outside' });
}

/** Every window file with what is behind it, live or not. */
export function listWindows(place: string): readonly Found[] {
  return windowFiles(place).map(([, found]) => found);
}

/** The secret of the window on this root. Undefined: it has none, or others could read or write it. */
export function windowKey(place: string, root: string): string | undefined {
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const file = path.join(place, 'run', `${hash}.key`);
  return isOwnFile(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function knownRoots(place: string): readonly string[] {
  const file = path.join(place, 'roots');
  if (!isOwnFile(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => path.isAbsolute(line));
}

function windowFiles(place: string): (readonly [root: string, found: Found])[] {
  const folder = path.join(place, 'run');
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.window'))
    .flatMap((name) => {
      const file = path.join(folder, name);
      const lines = isOwnFile(file) ? readFileSync(file, 'utf8').split('\n') : [];
      const [root, socket, pid, editorNode] = lines;
      if (root === undefined || socket === undefined || !path.isAbsolute(root) || !path.isAbsolute(socket)) return [];
      const window: Window = { root, socket, pid: Number(pid), editorNode: editorNode ?? '' };
      return [[root, live(window)] as const];
    });
}

function live(window: Window): Found {
  if (!Number.isSafeInteger(window.pid) || window.pid <= 0 || !isAlive(window.pid)) {
    return { found: 'closed', root: window.root };
  }
  const stats = statsOf(window.socket);
  if (stats === undefined) return { found: 'closed', root: window.root };
  if (!stats.isSocket() || !isOwn(stats)) return { found: 'foreign', path: window.socket };
  return { found: 'window', window };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A plain file of the person's, not a link, that nobody else may write to, of a size that is worth reading. */
export function isOwnFile(file: string): boolean {
  const stats = statsOf(file);
  return stats !== undefined && stats.isFile() && isOwn(stats) && stats.size <= 1024 * 1024;
}

/** Ours, and nobody else may write to it. A link is never ours: `lstat`. */
function isOwn(stats: Stats): boolean {
  return stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
}

function statsOf(file: string): Stats | undefined {
  try {
    return lstatSync(file);
  } catch {
    return undefined;
  }
}
