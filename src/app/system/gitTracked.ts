import path from 'node:path';
import { git } from '../../preview/git/gitCommand.ts';
import { repositoryOf } from '../../preview/git/repositoryOf.ts';

/** Milliseconds git may take to read its index. */
const PATIENCE = 5_000;

/**
 * Names of the files of a folder that git tracks, as they came with the repository. `unknown` when there is a repository
 * and git does not tell: then none of them can be trusted. Nothing that the repository configures is run.
 */
export async function trackedIn(folder: string): Promise<ReadonlySet<string> | 'unknown'> {
  const repository = await repositoryOf(folder);
  if (repository === undefined) return new Set();
  const below = `${path.relative(repository.root, folder)}/`;
  const answer = await git(repository, ['ls-files', '-z', '--cached', '--', below], AbortSignal.timeout(PATIENCE));
  if (!answer.ok) return 'unknown';
  return new Set(
    answer.text
      .split('\0')
      .filter((name) => name.startsWith(below))
      .map((name) => name.slice(below.length)),
  );
}
