import type { RunCommand } from '../../effect/command.ts';
import type { Effect } from '../../effect/effect.ts';

/** Whether a git effect may take something that is worth a look: by its kind alone, without the words of its command. */
export function mayLose({ kind, object }: Effect): boolean {
  switch (kind) {
    case 'git.discard':
    case 'git.history':
    case 'git.push-force':
      return true;
    case 'git.change':
      // A stash that is dropped after it was applied, the ignored files of a work tree.
      return object.type === 'stash' || object.type === 'worktree';
    default:
      return false;
  }
}

/** Whether a command may take what its effect does not name, out of the index or with a HEAD that it leaves: by its words alone. */
export function mayLoseBeside({ argv: [program = '', ...words] }: RunCommand): boolean {
  return /(?:^|\/)git$/.test(program) && words.some((word) => /^(?:reset|restore|rm|checkout|switch)$/.test(word));
}
