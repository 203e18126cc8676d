import path from 'node:path';
import { markNow } from '../files/marks.ts';
import type { Mark, PreviewEntry } from '../preview.ts';
import { git, type Repository } from './gitCommand.ts';

/** Files of git's own that change with each commit, switch, stash, fetch and with what is staged. */
const OWN = ['HEAD', 'index', 'logs/HEAD'];
const COMMON = [
  'packed-refs',
  'refs/heads',
  'refs/tags',
  'refs/remotes',
  'refs/stash',
  'logs/refs/stash',
  'FETCH_HEAD',
];

/** Files that are looked at one by one. */
const MOST_FILES = 50;

/** What a look at a repository rests on. To be called before the look: what changes meanwhile is noticed then. */
export async function repositoryMarks(repository: Repository, signal: AbortSignal): Promise<readonly Mark[]> {
  const answer = await git(repository, ['rev-parse', '--absolute-git-dir', '--git-common-dir'], signal);
  const [own = '', common = ''] = answer.ok ? answer.text.split('\n') : [];
  if (own === '' || common === '') return [];
  const shared = path.resolve(repository.root, common);
  return [...OWN.map((name) => path.join(own, name)), ...COMMON.map((name) => path.join(shared, name))].map(markNow);
}

/** The files among what is lost, as they are once it was counted. */
export function fileMarks(entries: readonly PreviewEntry[]): readonly Mark[] {
  const paths = new Set(
    entries.flatMap(({ unit, all, sample = [] }) =>
      unit === 'files' ? (all ?? sample).flatMap((one) => ('path' in one ? one.path : [])) : [],
    ),
  );
  return [...paths].slice(0, MOST_FILES).map(markNow);
}
