import type { Effect } from '../../effect/effect.ts';
import type { Repository } from './gitCommand.ts';
import { git } from './gitCommand.ts';
import type { GitWords } from './gitWords.ts';
import { currentBranch, headName, objectOf } from './refs.ts';

/** A branch, tag or HEAD that will name something else, or go. */
export interface Move {
  /** Names in `Refs`; a branch that is checked out moves with the HEAD of its work tree. */
  readonly refs: readonly string[];
  /** What keeps commits in its place; empty where it goes. Of a rewritten commit its parents: the new one has the same. */
  readonly to: readonly string[];
  /** False: it may not move at all, or elsewhere. */
  readonly certain: boolean;
  /** The command that puts it back to an object. */
  readonly restore: (object: string) => readonly string[];
}

const backTo = (object: string): readonly string[] => ['git', 'reset', '--keep', object];

/** Where the command of a `git.history` effect moves what the effect names. Undefined: it moves nothing, or nobody can say. */
export async function moveOf(
  { object }: Effect,
  words: GitWords,
  repository: Repository,
  signal: AbortSignal,
): Promise<Move | undefined> {
  const { name, flags, values, operands } = words;
  const of = (expression: string): Promise<string | undefined> => objectOf(repository, expression, signal);
  const branchTo = (branch: string, to: readonly string[]): Move => ({
    refs: [`refs/heads/${branch}`],
    to,
    certain: true,
    restore: (old) => ['git', 'branch', ...(to.length > 0 ? ['-f'] : []), branch, old],
  });
  switch (name) {
    case 'branch': {
      if (flags.has('remotes')) {
        const remote = (old: string): readonly string[] => ['git', 'update-ref', `refs/remotes/${object.name}`, old];
        return { refs: [`refs/remotes/${object.name}`], to: [], certain: true, restore: remote };
      }
      if (flags.has('D') || flags.has('delete')) return branchTo(object.name, []);
      const from =
        flags.has('M') || flags.has('C') || flags.has('move') || flags.has('copy')
          ? operands.length > 1
            ? `refs/heads/${operands[0]}`
            : 'HEAD'
          : (operands[1] ?? 'HEAD');
      const to = await of(from);
      return to === undefined ? undefined : branchTo(object.name, [to]);
    }
    case 'checkout':
    case 'switch': {
      const to = await of(operands[0] ?? 'HEAD');
      const forced = values.has('B') || values.has('force-create');
      return to === undefined || !forced ? undefined : { ...branchTo(object.name, [to]), restore: backTo };
    }
    case 'tag': {
      const to = flags.has('delete') ? undefined : await objectOf(repository, operands[1] ?? 'HEAD', signal, 'object');
      if (!flags.has('delete') && to === undefined) return undefined;
      const restore = (old: string): readonly string[] => [
        'git',
        'tag',
        ...(to === undefined ? [] : ['-f']),
        object.name,
        old,
      ];
      return { refs: [`refs/tags/${object.name}`], to: to === undefined ? [] : [to], certain: true, restore };
    }
    case 'update-ref': {
      const [ref = '', value] = operands;
      const to = flags.has('d') || value === undefined ? undefined : await of(value);
      if (!ref.startsWith('refs/') || (to === undefined && !flags.has('d'))) return undefined;
      const restore = (old: string): readonly string[] => ['git', 'update-ref', ref, old];
      return { refs: [ref], to: to === undefined ? [] : [to], certain: true, restore };
    }
    case 'reset': {
      const to = await of(operands[0] ?? 'HEAD');
      const certain = !flags.has('merge') && !flags.has('keep') && !flags.has('patch');
      const back = (old: string): readonly string[] => ['git', 'reset', ...(flags.has('soft') ? ['--soft'] : []), old];
      return to === undefined ? undefined : head(repository, [to], certain, flags.has('hard') ? backTo : back, signal);
    }
    case 'commit': {
      const parents = await git(repository, ['rev-parse', 'HEAD^@'], signal);
      if (!parents.ok) return undefined;
      const to = parents.text.split('\n').filter((id) => id !== '');
      const certain = !flags.has('patch');
      return head(repository, to, certain, (old) => ['git', 'reset', '--soft', old], signal);
    }
    case 'rebase':
      return rebaseOf(words, repository, signal);
    case 'pull': {
      const to = await of('@{upstream}');
      return to === undefined ? undefined : head(repository, [to], false, backTo, signal);
    }
    default:
      return undefined;
  }
}

async function head(
  repository: Repository,
  to: readonly string[],
  certain: boolean,
  restore: Move['restore'],
  signal: AbortSignal,
): Promise<Move> {
  const branch = await currentBranch(repository, signal);
  const own = headName(repository.root);
  return { refs: branch === undefined ? [own] : [branch, own], to, certain, restore };
}

/** Commits of the branch that the new base has not are made anew, unless they stand on it already. */
async function rebaseOf(
  { flags, values, operands }: GitWords,
  repository: Repository,
  signal: AbortSignal,
): Promise<Move | undefined> {
  if (operands.length > 1) return undefined;
  const onto = values.get('onto')?.at(-1);
  const upstream = await objectOf(repository, operands[0] ?? '@{upstream}', signal);
  const base = onto === undefined ? upstream : await objectOf(repository, onto, signal);
  if (flags.has('root') && onto === undefined) return head(repository, [], false, backTo, signal);
  if (upstream === undefined || base === undefined) return undefined;
  // Interactive: an unchanged list leaves all as it was. A remembered fork point can leave out more.
  const asks = flags.has('interactive') || flags.has('autosquash') || operands.length === 0;
  const forced = flags.has('force-rebase');
  const common = await git(repository, ['merge-base', base, 'HEAD'], signal);
  const stands = common.ok && common.text.trim() === base && base === upstream && !forced && !asks;
  if (!stands) return head(repository, [base], !asks, backTo, signal);
  const merges = await git(repository, ['rev-list', '--count', '--merges', `${base}..HEAD`], signal);
  const flat = merges.ok && merges.text.trim() === '0';
  const tip = await objectOf(repository, 'HEAD', signal);
  if (tip === undefined) return undefined;
  return head(repository, [flat ? tip : base], flat, backTo, signal);
}
