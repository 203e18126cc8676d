import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isInRegenerated } from '../../effect/place.ts';
import { git } from '../../preview/git/gitCommand.ts';
import { exists } from './pathFact.ts';
import { workTreeOf } from './workTree.ts';

/** Entries of a folder that are looked at for repositories of their own; a fuller one is an installer's or a compiler's. */
const MOST_ENTRIES = 500;
const MOST_NAMES = 300;

/**
 * Which of these a build, a test run or an installer makes again: they bear such a name, or lie in a folder that does; git
 * ignores them and keeps nothing in them; and none is a repository, whose commits would be lost with it.
 */
export async function remadeOf(
  names: readonly string[],
  workspace: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const root = workTreeOf(workspace);
  const named = names.filter((name) => isInRegenerated(name, workspace) && !holdsRepository(name));
  if (root === undefined || named.length === 0 || named.length > MOST_NAMES) return new Set();
  const [ignored, kept] = await Promise.all([
    // Knows no literal patterns; absolute paths have no magic. A name that it has to quote counts as not ignored.
    git({ root }, ['--no-literal-pathspecs', 'check-ignore', '--', ...named], signal),
    git({ root }, ['ls-files', '-z', '--', ...named], signal),
  ]);
  if (!ignored.ok || !kept.ok) return new Set();
  const inGit = kept.text
    .split('\0')
    .filter((file) => file !== '')
    .map((file) => path.join(root, file));
  const isKept = (name: string): boolean => inGit.some((file) => file === name || file.startsWith(`${name}/`));
  return new Set(ignored.text.split('\n').filter((name) => named.includes(name) && !isKept(name)));
}

function holdsRepository(folder: string): boolean {
  if (exists(path.join(folder, '.git'))) return true;
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .slice(0, MOST_ENTRIES)
      .some((entry) => entry.isDirectory() && exists(path.join(folder, entry.name, '.git')));
  } catch {
    // A file, or nothing at all: nothing below it. What cannot be looked at, this user cannot empty either.
    return false;
  }
}
