import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { git } from '../../preview/git/gitCommand.ts';
import type { PathFact } from '../../rules/facts.ts';
import { workTreeOf } from './workTree.ts';

/** Bytes of a file that are compared with HEAD; a larger one counts as modified. */
const MOST_BYTES = 2 * 1024 * 1024;
/** Repositories asked for one action. */
const MOST_REPOSITORIES = 4;

export type HeadState = Pick<PathFact, 'tracked' | 'modified'>;

const UNKNOWN: HeadState = { tracked: false, modified: true };

/**
 * Whether git's last commit has each file letter by letter, by the hash of its bytes. Only trees are read from git, so that no
 * filter, hook or monitor of the repository runs. A file that a filter changes on its way out differs from its blob and
 * counts as modified. What could not be asked is not tracked.
 */
export async function headStates(
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, HeadState>> {
  const states = new Map<string, HeadState>(names.map((name) => [name, UNKNOWN]));
  const roots = new Map<string, string[]>();
  for (const name of states.keys()) {
    const root = workTreeOf(path.dirname(name));
    if (root === undefined) continue;
    roots.set(root, [...(roots.get(root) ?? []), name]);
  }
  if (roots.size > MOST_REPOSITORIES) return states;
  await Promise.all(
    [...roots].map(async ([root, inside]) => {
      const blobs = await headBlobs(root, inside, signal);
      for (const name of inside) {
        const blob = blobs.get(name);
        if (blob !== undefined) states.set(name, { tracked: true, modified: !isBlob(name, blob) });
      }
    }),
  );
  return states;
}

interface Blob {
  readonly hash: string;
  readonly executable: boolean;
}

async function headBlobs(
  root: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Blob>> {
  const relative = names.map((name) => path.relative(root, name));
  const answer = await git({ root }, ['ls-tree', '-z', '--full-tree', 'HEAD', '--', ...relative], signal);
  const blobs = new Map<string, Blob>();
  for (const line of answer.ok ? answer.text.split('\0') : []) {
    const [, mode, hash, name] = /^(100644|100755) blob ([0-9a-f]{40}|[0-9a-f]{64})\t(.+)$/s.exec(line) ?? [];
    if (hash !== undefined && name !== undefined)
      blobs.set(path.join(root, name), { hash, executable: mode === '100755' });
  }
  return blobs;
}

/** Whether a plain file has exactly the bytes and the mode of a blob. */
function isBlob(name: string, blob: Blob): boolean {
  let file: number | undefined;
  try {
    file = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size > MOST_BYTES || ((stat.mode & 0o100) !== 0) !== blob.executable) return false;
    const bytes = readFileSync(file);
    const hash = createHash(blob.hash.length === 40 ? 'sha1' : 'sha256');
    return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === blob.hash;
  } catch {
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
