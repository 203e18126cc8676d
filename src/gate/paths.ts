import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Longest socket path in bytes. Beyond the system's own limit (104 or 108) Node binds a cut path without a word. */
const MOST_SOCKET = 100;

/** Where the files of one workspace folder lie below `~/.keyturn`. */
export interface GatePaths {
  /** First 16 hex digits of SHA-256 of the real path. */
  readonly hash: string;
  readonly run: string;
  readonly window: string;
  /** A secret of this window: whoever can read it is the person, and may use what they filed by its id alone. */
  readonly key: string;
  readonly socket: string;
  /** The folder the socket lies in: `run`, or one of the user's in the system's temporary folder. */
  readonly socketFolder: string;
  readonly roots: string;
  readonly record: string;
}

export function gatePaths(place: string, root: string, temporary = tmpdir()): GatePaths {
  const hash = sha256(root).slice(0, 16);
  const run = path.join(place, 'run');
  const near = path.join(run, `${hash}.sock`);
  // With room for the name it is bound under before it is moved into place.
  const fits = Buffer.byteLength(`${near}.00000000`) <= MOST_SOCKET;
  const far = path.join(temporary, `keyturn-${process.getuid?.() ?? 0}-${sha256(place).slice(0, 8)}`);
  const socketFolder = fits ? run : far;
  return {
    hash,
    run,
    window: path.join(run, `${hash}.window`),
    key: path.join(run, `${hash}.key`),
    socket: path.join(socketFolder, `${hash}.sock`),
    socketFolder,
    roots: path.join(place, 'roots'),
    record: path.join(place, 'record', hash),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
