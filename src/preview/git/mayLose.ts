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
