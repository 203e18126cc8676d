import fs from 'node:fs';
import path from 'node:path';
import type { RunCommand } from '../../effect/command.ts';
import type { Effect } from '../../effect/effect.ts';
import type { PreviewEntry, PreviewPart, Remark } from '../preview.ts';
import { commitSample, commitsBetween } from './commits.ts';
import { git, type Repository } from './gitCommand.ts';
import { gitWords, type GitWords } from './gitWords.ts';
import { MOST_COMMITS, newestOf, SAMPLE } from './history.ts';
import { ownFile, type Refs } from './refs.ts';

const NOW = /^(?:now|all)$/;

/** What a clean-up of git's own takes for good: objects that nothing names, or the reflog that still names them. */
export async function pruneEntry(
  { object }: Effect,
  words: GitWords,
  before: readonly RunCommand[],
  exact: boolean,
  repository: Repository,
  refs: Refs,
  signal: AbortSignal,
): Promise<PreviewEntry | Remark> {
  const entry = { object, verb: 'history', via: 'direct' } as const;
  switch (words.name) {
    case 'reflog expire':
      return { ...entry, ...(await onlyInReflogs(words, exact, repository, refs, signal)) };
    case 'filter-branch':
    case 'filter-repo': {
      const tips = [...refs].flatMap(([name, id]) => (/^refs\/(?:heads|tags)\//.test(name) ? [id] : []));
      const all = await commitsBetween(repository, tips, [], SAMPLE, signal);
      if (all === undefined) return refused(repository);
      const repo = words.name === 'filter-repo';
      return {
        ...entry,
        count: { kind: 'estimate', value: all.count },
        unit: 'commits',
        ...newestOf(all.commits),
        undo: repo ? 'none' : 'git',
        sample: all.commits.map(commitSample),
        notes: [
          { code: 'note.at-most', values: {} },
          { code: repo ? 'note.filter-repo' : 'note.filter-branch', values: {} },
        ],
      };
    }
    case 'gc':
    case 'prune': {
      const own = words.name === 'gc' ? words.values.get('prune') : words.values.get('expire');
      const all = NOW.test(own?.at(-1) ?? (words.name === 'prune' ? 'now' : ''));
      const logs = !before.some((command) => empties(command));
      const found = await unreachable(repository, logs, words.name === 'prune', signal);
      if (found === undefined) return refused(repository);
      const parts = [...found.types].map(([type, count]): PreviewPart => ({
        name: `${type}-objects`,
        count,
        undo: 'none',
      }));
      return {
        ...entry,
        // A clean-up also forgets old reflog lines first, and may be told to spare what is young.
        count: { kind: exact && all && words.name === 'prune' ? 'exact' : 'estimate', value: found.count },
        unit: 'objects',
        undo: found.count === 0 ? 'git' : 'none',
        ...(parts.length === 0 ? {} : { parts }),
        notes: [
          { code: found.count === 0 ? 'note.nothing-unreachable' : 'note.objects-gone', values: {} },
          ...(all ? [] : [{ code: 'note.at-most', values: {} }]),
        ],
      };
    }
    default:
      return { code: 'unknown.git-words', values: { name: object.name } };
  }
}

function refused(repository: Repository): Remark {
  return { code: 'unknown.git-refused', values: { path: repository.root, message: '' } };
}

/** An earlier command that leaves no reflog to keep anything. */
function empties({ argv, cwd }: RunCommand): boolean {
  const words = gitWords(argv, cwd ?? '/');
  return (
    words?.name === 'reflog expire' && words.flags.has('all') && NOW.test(words.values.get('expire')?.at(-1) ?? '')
  );
}

/** Commits that no branch, tag or HEAD reaches: after their reflog lines go, only `git fsck` finds them. */
async function onlyInReflogs(
  words: GitWords,
  exact: boolean,
  repository: Repository,
  refs: Refs,
  signal: AbortSignal,
): Promise<Omit<PreviewEntry, 'object' | 'verb' | 'via'>> {
  const logged = await git(repository, ['rev-list', '--reflog', '--no-walk'], signal);
  const tips = logged.ok ? logged.text.split('\n').filter((id) => id !== '') : [];
  const found = logged.ok
    ? await commitsBetween(repository, tips, [...new Set(refs.values())], MOST_COMMITS, signal)
    : undefined;
  if (found === undefined) return { count: { kind: 'unknown' }, unit: 'commits', undo: 'unknown' };
  const now = [...(words.values.get('expire') ?? []), ...(words.values.get('expire-unreachable') ?? [])];
  const whole = exact && words.flags.has('all') && now.some((value) => NOW.test(value));
  const all = found.commits.map(commitSample);
  return {
    count: { kind: whole ? 'exact' : 'estimate', value: found.count },
    unit: 'commits',
    ...newestOf(found.commits),
    undo: found.count === 0 ? 'git' : 'none',
    ...(all.length === 0 ? {} : { sample: all.slice(0, SAMPLE) }),
    ...(all.length > SAMPLE ? { all } : {}),
    notes: [
      { code: found.count === 0 ? 'note.nothing-unreachable' : 'note.reflog-gone', values: {} },
      ...(whole ? [] : [{ code: 'note.at-most', values: {} }]),
    ],
  };
}

interface Unreachable {
  readonly count: number;
  /** `commit`, `tree`, `blob`, `tag` → how many. */
  readonly types: ReadonlyMap<string, number>;
}

/** Objects that no ref, index and, with `logs`, no reflog reaches. `loose`: only those that lie in files of their own. */
async function unreachable(
  repository: Repository,
  logs: boolean,
  loose: boolean,
  signal: AbortSignal,
): Promise<Unreachable | undefined> {
  const reached = new Set<string>();
  const take = linesTo((line) => reached.add(line.split(' ', 1)[0] ?? ''));
  const roots = ['--all', '--indexed-objects', ...(logs ? ['--reflog'] : [])];
  const walked = await git(repository, ['rev-list', '--objects', '--no-object-names', ...roots], signal, take);
  if (!walked.ok) return undefined;
  const among = loose ? await looseObjects(repository, signal) : undefined;
  if (loose && among === undefined) return undefined;
  const types = new Map<string, number>();
  let count = 0;
  const each = linesTo((line) => {
    const [id = '', type = ''] = line.split(' ');
    if (reached.has(id) || among?.has(id) === false) return;
    count += 1;
    types.set(type, (types.get(type) ?? 0) + 1);
  });
  const words = ['cat-file', '--batch-check=%(objectname) %(objecttype)', '--batch-all-objects', '--unordered'];
  const listed = await git(repository, words, signal, each);
  return listed.ok ? { count, types } : undefined;
}

/** Ids of the objects that lie in files of their own: `git prune` leaves packs alone. */
async function looseObjects(repository: Repository, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
  const folder = await ownFile(repository, 'objects', signal);
  if (folder === undefined) return undefined;
  const found = new Set<string>();
  for (let fan = 0; fan < 256; fan += 1) {
    const start = fan.toString(16).padStart(2, '0');
    const names = await fs.promises.readdir(path.join(folder, start)).catch(() => []);
    for (const name of names) found.add(start + name);
  }
  return found;
}

function linesTo(each: (line: string) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') each(line);
  };
}
