import path from 'node:path';
import { git, type Repository } from './gitCommand.ts';

/** Every name that keeps commits: full ref names, and `HEAD` of each work tree by its folder. Values are object ids. */
export type Refs = Map<string, string>;

/** The name under which the `HEAD` of a work tree is kept in `Refs`. */
export function headName(root: string): string {
  return `HEAD ${root}`;
}

/** Undefined: git could not say. */
export async function readRefs(repository: Repository, signal: AbortSignal): Promise<Refs | undefined> {
  const [refs, trees, folders] = await Promise.all([
    git(repository, ['for-each-ref', '--format=%(objectname) %(refname)'], signal),
    git(repository, ['worktree', 'list', '--porcelain'], signal),
    git(repository, ['rev-parse', '--absolute-git-dir', '--git-common-dir'], signal),
  ]);
  if (!refs.ok || !trees.ok || !folders.ok) return undefined;
  const found: Refs = new Map();
  for (const line of refs.text.split('\n')) {
    const [, id, name] = /^([0-9a-f]{40,64}) (.+)$/.exec(line) ?? [];
    if (id !== undefined && name !== undefined) found.set(name, id);
  }
  const [own = '', common = ''] = folders.text.split('\n');
  const isMain = own === path.resolve(repository.root, common);
  let root: string | undefined;
  for (const line of trees.text.split('\n')) {
    const named = /^worktree (.+)$/.exec(line)?.[1];
    // The main one comes first; of a submodule git does not say where it stands.
    if (named !== undefined) root = root === undefined && isMain ? repository.root : named;
    if (root === undefined) continue;
    const id = /^HEAD ([0-9a-f]{40,64})$/.exec(line)?.[1];
    if (id !== undefined && !/^0+$/.test(id)) found.set(headName(root), id);
  }
  return found;
}

/** The object that an expression names. Undefined: nothing, or nothing of that type. */
export async function objectOf(
  repository: Repository,
  expression: string,
  signal: AbortSignal,
  type: 'commit' | 'tree' | 'object' = 'commit',
): Promise<string | undefined> {
  const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${expression}^{${type}}`];
  const answer = await git(repository, words, signal);
  const id = answer.ok ? answer.text.trim() : '';
  return /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

/** The full name of the branch that is checked out; undefined where HEAD is detached or not born yet. */
export async function currentBranch(repository: Repository, signal: AbortSignal): Promise<string | undefined> {
  const answer = await git(repository, ['symbolic-ref', '--quiet', 'HEAD'], signal);
  return answer.ok ? answer.text.trim() : undefined;
}

/** All values of a setting, the last one counts. Empty where it is not set. */
export async function settings(repository: Repository, name: string, signal: AbortSignal): Promise<readonly string[]> {
  const answer = await git(repository, ['config', '-z', '--get-all', name], signal);
  return answer.ok ? answer.text.split('\0').slice(0, -1) : [];
}

/** Absolute path of a file of git's own, such as `FETCH_HEAD`. */
export async function ownFile(repository: Repository, name: string, signal: AbortSignal): Promise<string | undefined> {
  const answer = await git(repository, ['rev-parse', '--git-path', name], signal);
  return answer.ok ? path.resolve(repository.root, answer.text.replace(/\n$/, '')) : undefined;
}
