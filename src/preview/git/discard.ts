import type { Effect } from '../../effect/effect.ts';
import type { ReadText } from '../../reading/whole.ts';

/** Which uncommitted work a command throws away. */
export interface Discard {
  /** Work-tree changes that are not in the index. */
  readonly modified: boolean;
  /** What is in the index and not in HEAD. `changed`: only of files that HEAD has, new ones stay. */
  readonly staged: 'none' | 'changed' | 'all';
  readonly untracked: 'none' | 'files' | 'folders';
  readonly ignored: 'none' | 'too' | 'only';
  /** False: the words did not say which; all of it is counted as "at most". */
  readonly certain: boolean;
}

const NOTHING: Discard = { modified: false, staged: 'none', untracked: 'none', ignored: 'none', certain: true };

/** Anything that could be lost: for a command whose words say less than its effect. */
const ANYTHING: Discard = { modified: true, staged: 'all', untracked: 'folders', ignored: 'none', certain: false };

/**
 * What a `git.discard` effect throws away, by the words around its range. The reader has decided that something is
 * lost; this only tells apart whose files to count, and counts more when in doubt.
 */
export function discardOf(effect: Effect, texts: readonly ReadText[]): Discard {
  const text = texts.find(({ depth }) => depth === 0)?.source.text ?? '';
  const words = wordsAround(text, effect.range[0], effect.range[1]);
  const git = words.findLastIndex((word) => /(^|\/)git$/.test(word));
  const found = git < 0 ? ANYTHING : byCommand(words.slice(git + 1));
  return effect.certainty === 'certain' ? found : { ...found, certain: false };
}

/** The words of the simple command in which a range lies, roughly: quotes are dropped, separators end it. */
function wordsAround(text: string, start: number, end: number): readonly string[] {
  const before = text.slice(0, start).search(/[^;&|\n]*$/);
  const rest = text.slice(end).search(/[;&|\n]/);
  const command = text.slice(Math.max(before, 0), rest < 0 ? text.length : end + rest);
  return command
    .split(/\s+/)
    .map((word) => word.replace(/["'()`]/g, ''))
    .filter((word) => word !== '');
}

const COMMANDS = [
  'reset',
  'checkout',
  'restore',
  'switch',
  'clean',
  'stash',
  'merge',
  'rebase',
  'am',
  'cherry-pick',
  'revert',
];

function byCommand(words: readonly string[]): Discard {
  const at = words.findIndex((word) => COMMANDS.includes(word));
  const options = words.slice(at + 1);
  const has = (long: string, short?: string): boolean =>
    options.some((word) => word === long || (short !== undefined && /^-[A-Za-z]+$/.test(word) && word.includes(short)));
  switch (words[at]) {
    case 'reset':
      return has('--hard') ? { ...NOTHING, modified: true, staged: 'all' } : ANYTHING;
    case 'switch':
      return { ...NOTHING, modified: true, staged: 'all' };
    case 'checkout':
      return {
        ...NOTHING,
        modified: true,
        staged: has('--force', 'f') ? 'all' : fromCommit(options) ? 'changed' : 'none',
      };
    case 'restore': {
      const staged = has('--staged', 'S');
      return { ...NOTHING, modified: !staged || has('--worktree', 'W'), staged: staged ? 'all' : 'none' };
    }
    case 'clean': {
      const only = has('-X', 'X');
      return {
        ...NOTHING,
        untracked: only ? 'none' : has('-d', 'd') ? 'folders' : 'files',
        ignored: only ? 'only' : has('-x', 'x') ? 'too' : 'none',
      };
    }
    default:
      return ANYTHING;
  }
}

/** Whether a checkout takes its files from a commit (then the index goes too) and not from the index. */
function fromCommit(options: readonly string[]): boolean {
  const end = options.indexOf('--');
  const plain = options.slice(0, end < 0 ? undefined : end).filter((word) => !word.startsWith('-'));
  // Without `--` the first word may be a path; one that looks like no path is taken for a commit.
  return end < 0 ? plain[0] !== undefined && !/[./*]/.test(plain[0]) : plain.length > 0;
}
