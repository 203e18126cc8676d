import { randomBytes } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { chmod, lstat, rename, unlink } from 'node:fs/promises';
import { connect, type Server } from 'node:net';
import { GateFault, ownUid } from './privateFolder.ts';

/** Milliseconds in which a living owner takes a connection. */
const PROBE_TIME = 500;

/** Which file a socket is: a path that was unlinked and bound anew is another one. */
export interface SocketFile {
  readonly dev: number;
  readonly ino: number;
}

/**
 * What is at the path. `foreign`: not a socket, or not ours: never touched. `live`: somebody listens. `stale`: a socket
 * of ours that nobody listens on.
 */
export async function lookAt(path: string): Promise<'free' | 'stale' | 'live' | 'foreign'> {
  const found = await lstat(path).catch((reason: NodeJS.ErrnoException) => {
    if (reason.code === 'ENOENT') return undefined;
    throw reason;
  });
  if (found === undefined) return 'free';
  if (!found.isSocket() || found.uid !== ownUid()) return 'foreign';
  return (await answers(path)) ? 'live' : 'stale';
}

/** A connection that is neither taken nor refused in time counts as taken: its owner may only be busy. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (live: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(live);
    };
    const timer = setTimeout(() => end(true), PROBE_TIME);
    socket.on('connect', () => end(true));
    socket.on('error', (reason: NodeJS.ErrnoException) =>
      end(reason.code !== 'ECONNREFUSED' && reason.code !== 'ENOENT'),
    );
  });
}

/**
 * Listens at `path`: bound under another name first and renamed over, so that the socket never stands there with the
 * wrong mode, and so that closing this server later cannot unlink a successor's (it unlinks the name it was bound to).
 */
export async function listenAt(server: Server, path: string): Promise<SocketFile> {
  const first = `${path}.${randomBytes(4).toString('hex')}`;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(first, () => {
      server.off('error', reject);
      resolve();
    });
  });
  try {
    await chmod(first, 0o600);
    const { dev, ino } = await lstat(first);
    const now = await lookAt(path);
    if (now === 'foreign') throw new GateFault('foreign-socket', path);
    if (now === 'live') throw new GateFault('lost-race', path);
    await rename(first, path);
    return { dev, ino };
  } catch (reason) {
    await unlink(first).catch(() => undefined);
    throw reason;
  }
}

/** Whether the path is still that very socket. Synchronous: asked before every grant. */
export function isStill(path: string, file: SocketFile): boolean {
  try {
    const found = lstatSync(path);
    return found.isSocket() && found.dev === file.dev && found.ino === file.ino && found.uid === ownUid();
  } catch {
    return false;
  }
}

export async function removeSocket(path: string, file: SocketFile): Promise<void> {
  if (isStill(path, file)) await unlink(path).catch(() => undefined);
}
