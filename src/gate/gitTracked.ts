import { execFile } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import path from 'node:path';

/** Milliseconds git may take to read its index. */
const PATIENCE = 5_000;

/** Nothing that this repository's configuration names is started: no monitor, no hook, no pager. */
const INERT = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.pager=cat', '--no-pager'];

/**
 * Names in a folder that git tracks, as they came with the repository. `unknown` when there is a repository and git does
 * not tell: then none of them can be trusted.
 */
export async function trackedIn(root: string, folder: string): Promise<ReadonlySet<string> | 'unknown'> {
  if (!(await hasRepository(root))) return new Set();
  const answer = await new Promise<string | undefined>((resolve) => {
    execFile(
      'git',
      [...INERT, '-C', folder, 'ls-files', '-z', '--cached', '--', '.'],
      {
        timeout: PATIENCE,
        maxBuffer: 16 * 1024 * 1024,
        env: { PATH: process.env['PATH'] ?? '', GIT_OPTIONAL_LOCKS: '0', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
      },
      (reason, stdout) => resolve(reason === null ? stdout : undefined),
    );
  });
  return answer === undefined ? 'unknown' : new Set(answer.split('\0').filter((name) => name !== ''));
}

async function hasRepository(root: string): Promise<boolean> {
  for (let folder = root; ; folder = path.dirname(folder)) {
    const found = await lstat(path.join(folder, '.git')).catch(() => undefined);
    if (found !== undefined) return true;
    if (folder === path.dirname(folder)) return false;
  }
}
