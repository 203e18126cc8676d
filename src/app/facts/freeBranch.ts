import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ask } from '../../reading/reader.ts';
import { exists } from './pathFact.ts';
import { workTreeOf } from './workTree.ts';

/**
 * Whether no branch but the current one bears the name: its own renaming loses nothing then. False where that cannot be told from
 * plain files: in another worktree, where refs lie in tables, and where no repository is.
 */
export function isFreeBranch({ directory, name }: Extract<Ask, { ask: 'branch-free' }>): boolean {
  const tree = workTreeOf(directory);
  if (tree === undefined || !/^\w[\w./-]*$/.test(name) || name.includes('..')) return false;
  const store = path.join(tree, '.git');
  const ref = `refs/heads/${name}`;
  try {
    if (readFileSync(path.join(store, 'HEAD'), 'utf8').trim() === `ref: ${ref}`) return true;
    if (exists(path.join(store, 'reftable')) || exists(path.join(store, ref))) return false;
    const packed = path.join(store, 'packed-refs');
    return !exists(packed) || !readFileSync(packed, 'utf8').toLowerCase().includes(` ${ref.toLowerCase()}\n`);
  } catch {
    return false;
  }
}
