import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../../effect/path.ts';
import { exists } from './pathFact.ts';

/** The nearest folder at or above `folder` that has a `.git`. Undefined: no repository holds it. */
export function workTreeOf(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (exists(path.join(at, '.git'))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}

/**
 * `folder` lies in a repository of its own inside the workspace's: one that was fetched there, of whose last commit the workspace's
 * knows nothing. Its submodules and other worktrees lie in the same store.
 */
export function isInForeignRepository(folder: string, workspace: string): boolean {
  const own = workTreeOf(workspace);
  const inner = workTreeOf(folder);
  if (own === undefined || inner === undefined || inner === own || !isInside(inner, own)) return false;
  return storeOf(inner) !== storeOf(own);
}

/** The `.git` folder in which a work tree's commits lie: its own, or that of the repository whose worktree or submodule it is. */
function storeOf(tree: string): string {
  const at = path.join(tree, '.git');
  try {
    const store = /^gitdir: (.+)$/m.exec(readFileSync(at, 'utf8'))?.[1];
    return store === undefined ? at : path.resolve(tree, store).replace(/(?<=[/\\]\.git)[/\\].*$/s, '');
  } catch {
    // A folder, which cannot be read as a file.
    return at;
  }
}
