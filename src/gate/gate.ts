import { unlink } from 'node:fs/promises';
import type { GateParts } from './gateParts.ts';
import type { GatePaths } from './paths.ts';
import { GateFault, privateFolder } from './privateFolder.ts';
import { openServer, type GateServer } from './server.ts';
import { isStill, listenAt, lookAt, removeSocket, type SocketFile } from './socket.ts';
import {
  addRoot,
  mendWindowFile,
  removeWindowFile,
  writeWhole,
  writeWindowFile,
  type WindowFile,
} from './windowFile.ts';

export type GateStanding =
  | { readonly state: 'owned' }
  /** Another window answers for this folder. */
  | { readonly state: 'mirrored' }
  | { readonly state: 'failed'; readonly code: string; readonly where: string };

/** The gate of one workspace folder: the socket and the files that lead to it. */
export interface Gate {
  readonly standing: GateStanding;
  /** Takes its place, or finds out why not; goes on trying until it is closed. */
  open(): Promise<void>;
  /** Whether the socket in its place is still ours. */
  intact(): boolean;
  close(): Promise<void>;
}

export interface GateOptions {
  readonly parts: GateParts;
  readonly paths: GatePaths;
  readonly editorNode: string;
  readonly pid: number;
  /** The place is ours and nobody is served yet: the record is opened and read back here. */
  readonly owning: () => Promise<void>;
  /** The standing changed. */
  readonly changed: () => void;
  /** Our socket was replaced or removed. */
  readonly lost: () => void;
}

/** Milliseconds between two looks at our own socket, and between two tries to take over from a gone owner. */
const CHECK = 5_000;
const RETRY = 2_000;

export function createGate(options: GateOptions): Gate {
  const { parts, paths, editorNode, pid, owning, changed, lost } = options;
  const { root } = parts;
  const windowFile: WindowFile = { root, socket: paths.socket, pid, editorNode };
  let standing: GateStanding = { state: 'mirrored' };
  let server: GateServer | undefined;
  let file: SocketFile | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let stepping: Promise<void> | undefined;

  const intact = (): boolean => file !== undefined && isStill(paths.socket, file);

  const become = (next: GateStanding): void => {
    const same = JSON.stringify(next) === JSON.stringify(standing);
    standing = next;
    if (!same) changed();
  };

  const own = async (): Promise<void> => {
    if (/[\n\r]/.test(root)) throw new GateFault('root-name', root);
    await privateFolder(paths.run);
    await privateFolder(paths.socketFolder);
    if (Buffer.byteLength(paths.socket) > 100) throw new GateFault('socket-path', paths.socket);
    const found = await lookAt(paths.socket);
    if (found === 'foreign') throw new GateFault('foreign-socket', paths.socket);
    if (found === 'live') {
      become({ state: 'mirrored' });
      return;
    }
    // The socket first: whoever has it, and only that one, may write the record.
    const opening = signal();
    server = openServer(parts, opening.promise);
    file = await listenAt(server.server, paths.socket);
    await owning();
    opening.resolve();
    await addRoot(paths.roots, root);
    await writeWhole(paths.key, `${parts.ownKey}\n`);
    await writeWindowFile(paths.window, windowFile);
    become({ state: 'owned' });
  };

  const step = async (): Promise<void> => {
    timer = undefined;
    if (standing.state === 'owned') {
      if (!intact()) {
        parts.alarm('socket.replaced', { socket: paths.socket });
        lost();
        await server?.close();
        server = undefined;
        file = undefined;
        become({ state: 'mirrored' });
      } else {
        await addRoot(paths.roots, root);
        if (await mendWindowFile(paths.window, windowFile)) parts.alarm('window.replaced', { file: paths.window });
      }
    }
    if (standing.state !== 'owned') await attempt();
  };

  const attempt = async (): Promise<void> => {
    try {
      await own();
    } catch (reason) {
      await server?.close();
      server = undefined;
      if (file !== undefined) await removeSocket(paths.socket, file);
      file = undefined;
      if (reason instanceof GateFault && reason.code === 'lost-race') {
        become({ state: 'mirrored' });
        return;
      }
      const code = reason instanceof GateFault ? reason.code : 'failed';
      const where = reason instanceof GateFault ? reason.where : String(reason);
      const known = standing.state === 'failed' && standing.code === code;
      if (!known) parts.alarm(`gate.${code}`, { where, root });
      become({ state: 'failed', code, where });
    }
  };

  const again = (): void => {
    if (closed) return;
    timer = setTimeout(
      () => {
        stepping = step()
          .catch((reason: unknown) => parts.alarm('gate.unchecked', { error: String(reason) }))
          .finally(again);
      },
      standing.state === 'owned' ? CHECK : RETRY,
    );
    timer.unref();
  };

  return {
    get standing() {
      return standing;
    },
    intact,
    async open() {
      stepping = attempt();
      await stepping;
      again();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      // A step that is on its way may still take the socket.
      await stepping;
      const mine = server;
      server = undefined;
      if (file !== undefined) {
        if (await removeWindowFile(paths.window, pid)) await unlink(paths.key).catch(() => undefined);
        await removeSocket(paths.socket, file);
        file = undefined;
      }
      await mine?.close();
    },
  };
}

function signal(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
