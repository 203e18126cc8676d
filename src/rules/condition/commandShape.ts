import { absolutePath, isInside } from '../../effect/path.ts';
import type { RunCommand } from '../../effect/command.ts';

export const HOLES = ['{word}', '{name}', '{number}', '{path}'] as const;

/**
 * Whether a command is this one, word by word. Never a prefix: `git status` says nothing of `git status; rm x`, nor of
 * `git status --porcelain`. A hole takes one word, never an option.
 */
export function fitsShape(shape: readonly string[], command: RunCommand, workspace: string): boolean {
  if (shape.length !== command.argv.length) return false;
  return shape.every((wanted, at) => fitsWord(wanted, command.argv[at] ?? '', command.cwd, workspace));
}

function fitsWord(wanted: string, word: string, cwd: string | undefined, workspace: string): boolean {
  if (word.startsWith('-')) return wanted === word;
  switch (wanted) {
    case '{word}':
      return word !== '';
    case '{name}':
      return /^[A-Za-z0-9_][A-Za-z0-9_.:@-]*$/.test(word);
    case '{number}':
      return /^[0-9]{1,15}$/.test(word);
    case '{path}':
      return word !== '' && cwd !== undefined && isInside(absolutePath(word, cwd), workspace) && !word.startsWith('~');
    default:
      return wanted === word;
  }
}
