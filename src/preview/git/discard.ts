import type { GitWords } from './gitWords.ts';

/** Which uncommitted work a command throws away. */
export interface Discard {
  /** Work-tree changes that are not in the index. */
  readonly modified: boolean;
  /** What is in the index and not in HEAD. `changed`: only of files that the commit it is taken from has. */
  readonly staged: 'none' | 'changed' | 'all';
  readonly untracked: 'none' | 'files' | 'folders';
  readonly ignored: 'none' | 'too' | 'only';
  /** Patterns of `clean -e`: what they match is left alone, or, where only ignored files go, goes too. */
  readonly patterns: readonly string[];
  /** Repositories of their own inside the work tree go too. */
  readonly nested: boolean;
  /** The commit whose files come in place of what is there. Files that git does not know are in its way, too. */
  readonly from?: string;
  /** A file that git does not know is not overwritten: git refuses instead. */
  readonly spares: boolean;
  /** Files with `skip-worktree` stay as they are. */
  readonly keepsSkipped: boolean;
  /** It is about paths, and refused whole where one of them is nothing to git, or is not merged. */
  readonly paths: boolean;
  /** Whether submodules are put back too; absent: as the configuration says. */
  readonly submodules?: boolean;
  /** False: the words did not say which; all of it is counted as "at most". */
  readonly certain: boolean;
}

const NOTHING: Discard = {
  modified: false,
  staged: 'none',
  untracked: 'none',
  ignored: 'none',
  patterns: [],
  nested: false,
  spares: false,
  keepsSkipped: true,
  paths: false,
  certain: true,
};

const TRACKED: Discard = { ...NOTHING, modified: true, staged: 'all' };

/** What can keep git from checking out a commit without --force. */
export function inTheWayOf(commit: string): Discard {
  return { ...TRACKED, from: commit, spares: true };
}

/** What is not committed while a commit is applied. `certain`: all of it goes. */
export function conflictDiscard(certain: boolean): Discard {
  return { ...TRACKED, from: 'HEAD', certain };
}

/** A whole work tree goes: everything in it that no commit has. */
export const EVERYTHING: Discard = {
  ...TRACKED,
  untracked: 'folders',
  ignored: 'too',
  nested: true,
  keepsSkipped: false,
};

/** Anything that could be lost: for a command whose words say less than its effect. */
export const ANYTHING: Discard = { ...TRACKED, untracked: 'folders', certain: false };

/** What the command of a `git.discard` effect throws away. The reader has decided that something is lost; more is counted when in doubt. */
export function discardOf(words: GitWords): Discard {
  const { flags, values } = words;
  const asked = flags.has('recurse-submodules') || values.has('recurse-submodules');
  const submodules = asked ? true : flags.has('no-recurse-submodules') ? false : undefined;
  return { ...ownDiscard(words), ...(submodules === undefined ? {} : { submodules }) };
}

function ownDiscard({ name, flags, values, operands, after }: GitWords): Discard {
  const [first] = operands;
  switch (name) {
    case 'reset':
      if (!flags.has('hard')) return { ...TRACKED, certain: false };
      // With paths git refuses.
      return { ...TRACKED, from: first ?? 'HEAD', certain: operands.length < 2 && after === undefined };
    case 'switch':
      return from(
        { ...TRACKED, spares: !flags.has('force') },
        values.get('force-create') ?? values.get('create'),
        operands,
      );
    case 'checkout': {
      if (flags.has('patch') || flags.has('merge')) return { ...TRACKED, certain: false };
      const takes = after !== undefined || (operands.length > 0 && !flags.has('force') && !values.has('B'));
      if (!takes || (flags.has('force') && after === undefined))
        return from(TRACKED, values.get('B') ?? values.get('b'), operands);
      if (flags.has('ours') || flags.has('theirs')) return { ...NOTHING, modified: true, certain: false };
      const commit = after === undefined && operands.length < 2 ? undefined : first;
      // Without `--` the first word may be a path as well as a commit.
      const unclear = after === undefined && operands.length > 1;
      const overlay = !flags.has('no-overlay');
      return commit === undefined
        ? { ...NOTHING, modified: true, paths: !flags.has('force'), certain: overlay }
        : {
            ...NOTHING,
            modified: true,
            staged: overlay ? 'changed' : 'all',
            from: commit,
            paths: true,
            certain: !unclear,
          };
    }
    case 'restore': {
      const source = values.get('source')?.at(-1);
      const staged = flags.has('staged');
      const certain = !['patch', 'merge', 'ours', 'theirs', 'overlay'].some((flag) => flags.has(flag));
      return {
        ...NOTHING,
        paths: true,
        modified: !staged || flags.has('worktree'),
        staged: staged ? 'all' : 'none',
        ...(source === undefined ? {} : { from: source }),
        certain,
      };
    }
    case 'clean': {
      const only = flags.has('X');
      return {
        ...NOTHING,
        untracked: flags.has('d') ? 'folders' : 'files',
        ignored: only ? 'only' : flags.has('x') ? 'too' : 'none',
        patterns: values.get('exclude') ?? [],
        nested: flags.has('d') && (flags.get('force') ?? 0) > 1,
        certain: !flags.has('interactive'),
      };
    }
    case 'merge':
    case 'rebase':
    case 'am':
    case 'cherry-pick':
    case 'revert':
      // It puts back what was there before it began: what was changed since then, and not what was changed before.
      return flags.has('quit') ? NOTHING : { ...TRACKED, certain: false };
    default:
      return ANYTHING;
  }
}

function from(
  discard: Discard,
  made: readonly string[] | undefined,
  [commit = 'HEAD', ...more]: readonly string[],
): Discard {
  return made === undefined && more.length > 0 ? { ...discard, certain: false } : { ...discard, from: commit };
}
