import path from 'node:path';
import { globFolder } from '../../effect/path.ts';
import { git } from '../../preview/git/gitCommand.ts';
import type { PathFact } from '../../rules/facts.ts';
import { workTreeOf } from './workTree.ts';

const MOST_NAMES = 300;

/** Which matches of these patterns are in no index of git's, so that `git ls-files` names none of them. What git does not tell counts as tracked. */
export async function untrackedOf(
  patterns: readonly { readonly pattern: string; readonly found: readonly PathFact[] | undefined }[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const untracked = new Set<string>();
  const tracked = new Set<string>();
  for (const { pattern, found = [] } of patterns) {
    const root = workTreeOf(globFolder(pattern));
    const names = found.map((fact) => fact.path);
    if (root === undefined || names.length === 0 || names.length > MOST_NAMES) {
      for (const name of names) tracked.add(name);
      continue;
    }
    const answer = await git({ root }, ['ls-files', '-z', '--', ...names], signal);
    const listed = answer.ok ? answer.text.split('\0').map((file) => path.join(root, file)) : names;
    for (const name of names) (listed.includes(name) ? tracked : untracked).add(name);
  }
  for (const name of tracked) untracked.delete(name);
  return untracked;
}
