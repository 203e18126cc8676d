import path from 'node:path';
import type { Effect } from '../../effect/effect.ts';
import { covers } from '../covers.ts';
import { entryNow } from '../files/disk.ts';
import type { PreviewEntry, PreviewSubject, Remark } from '../preview.ts';
import { shortId } from './commits.ts';
import { inTheWayOf } from './discard.ts';
import { git, type Repository } from './gitCommand.ts';
import { gitFolders } from './gitFolders.ts';
import { isAway, real, refsOf, repositoryIn, withNote, type Look } from './gitLook.ts';
import { gitRunOf, isDisturbed, isElsewhere, type GitRun } from './gitRun.ts';
import type { GitWords } from './gitWords.ts';
import { historyEntry } from './history.ts';
import type { Move } from './moves.ts';
import { isElsewhereOut, isForeign } from './refusals.ts';
import { currentBranch, headName, objectOf, type Refs } from './refs.ts';
import { uncommitted } from './uncommitted.ts';

/** Files of git's own while something is under way that `git switch` does not leave. */
const UNDER_WAY = ['rebase-merge', 'rebase-apply', 'MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'BISECT_LOG'];

/** What a command checks out in place of what HEAD is at. Undefined: HEAD stays, or only files are taken. */
export function leavingOf({ name, flags, values, operands, after = [] }: GitWords): string | undefined {
  if (name !== 'checkout' && name !== 'switch') return undefined;
  if (values.has('orphan') || flags.has('patch') || operands.length > 1 || after.length > 0) return undefined;
  return operands[0] === '-' ? '@{-1}' : operands[0];
}

/** Commits that only a detached HEAD names, and nothing once another branch or commit is checked out. */
export async function headLeftLook(effect: Effect, look: Look): Promise<PreviewEntry | Remark | undefined> {
  const { subject, budget } = look;
  const run = gitRunOf(effect, subject);
  const target = run === undefined ? undefined : leavingOf(run.words);
  if (run === undefined || target === undefined || !isFirst(effect, run, subject)) return undefined;
  if (isAway(effect) || isElsewhere(effect, subject)) return undefined;
  const repository = await repositoryIn(await real(run.words.folder), look);
  if (repository === undefined || (await currentBranch(repository, budget.signal)) !== undefined) return undefined;
  const refs = await refsOf(repository, look);
  if (refs === undefined) return { code: 'unknown.git-refused', values: { path: repository.root, message: '' } };
  const branch = await branchOf(target, repository, refs, budget.signal);
  const to = await objectOf(repository, branch ?? target, budget.signal);
  // A path, or nothing to git.
  if (to === undefined) return undefined;
  const disturbed = isDisturbed(run.range, 'commits', subject);
  const foreign = isForeign(repository);
  const move: Move = {
    refs: [headName(repository.root)],
    to: [to],
    certain: true,
    restore: (old) => ['git', 'branch', `from-${shortId(old)}`, old],
  };
  const head: Effect = { ...effect, object: { type: 'branch', name: 'HEAD' } };
  const found = await historyEntry(head, move, run.certain && !disturbed && !foreign, repository, refs, budget.signal);
  if ('code' in found) return found;
  if (found.count.value === 0) return undefined;
  const refuses = await mayRefuse(run.words, branch, to, repository, look);
  const count = { kind: 'estimate', value: found.count.value ?? 0 } as const;
  const told = refuses ? withNote({ ...found, count }, 'note.switch-may-refuse') : found;
  const noted = foreign ? withNote(told, 'note.git-foreign') : told;
  return disturbed ? withNote(noted) : noted;
}

/** A command can have several effects: it leaves HEAD once. */
function isFirst(effect: Effect, { range }: GitRun, { reading }: PreviewSubject): boolean {
  const first = reading.effects.find(
    (one) => /^git\.(?:change|discard|history)$/.test(one.kind) && covers(range, one.range),
  );
  return first?.kind === effect.kind && first.object.name === effect.object.name;
}

/** The full name of the branch that a word means: also one of a remote's, which is then made here. Undefined: it is no branch. */
async function branchOf(
  target: string,
  repository: Repository,
  refs: Refs,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (refs.has(`refs/heads/${target}`)) return `refs/heads/${target}`;
  if (target === '@{-1}') {
    const former = await git(repository, ['rev-parse', '--symbolic-full-name', target], signal);
    return former.ok && former.text.startsWith('refs/heads/') ? former.text.trim() : undefined;
  }
  if ((await objectOf(repository, target, signal)) !== undefined) return undefined;
  const remote = [...refs.keys()].filter((name) => /^refs\/remotes\/[^/]+\/(.+)$/.exec(name)?.[1] === target);
  return remote.length === 1 ? remote[0] : undefined;
}

/** Whether git may leave all as it is. */
async function mayRefuse(
  { name, flags, values }: GitWords,
  branch: string | undefined,
  to: string,
  repository: Repository,
  { budget }: Look,
): Promise<boolean> {
  const made = ['b', 'B', 'create', 'force-create'].some((option) => values.has(option));
  const own = (await gitFolders(repository.root))?.own;
  if (own === undefined) return true;
  const busy = UNDER_WAY.some((file) => typeof entryNow(path.join(own, file)) === 'object');
  if (name === 'switch' && (busy || (branch === undefined && !made && !flags.has('detach')))) return true;
  const here = branch?.startsWith('refs/heads/') === true && !made && !flags.has('detach');
  const short = branch?.slice('refs/heads/'.length) ?? '';
  if (here && !flags.has('ignore-other-worktrees') && (await isElsewhereOut(short, repository))) return true;
  if (flags.has('force') || flags.has('discard-changes')) return false;
  const changed = await uncommitted(repository, [], inTheWayOf(to), budget);
  return !changed.known || !changed.complete || changed.refuses || changed.entries.length > 0;
}
