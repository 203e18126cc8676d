import { git, type Repository } from './gitCommand.ts';
import { settings } from './refs.ts';

/**
 * The work tree whose path ends with a word, where only one does: git asks for that before it takes the word for a path.
 * Undefined also where git is older than 2.36 and cannot list them safely.
 */
export async function workTreeEnding(
  word: string,
  repository: Repository,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (word === '') return undefined;
  const [listed, ignoresCase] = await Promise.all([
    git(repository, ['worktree', 'list', '--porcelain', '-z'], signal),
    settings(repository, 'core.ignoreCase', signal),
  ]);
  if (!listed.ok) return undefined;
  const fold = (text: string): string => (ignoresCase.at(-1) === 'true' ? text.toLowerCase() : text);
  const roots = listed.text.split('\0').flatMap((record) => /^worktree ([\s\S]+)$/.exec(record)?.[1] ?? []);
  const ending = roots.filter((root) => fold(root) === fold(word) || fold(root).endsWith(`/${fold(word)}`));
  return ending.length === 1 ? ending[0] : undefined;
}
