import { redact } from '../../action/redact.ts';
import type { Sample } from '../preview.ts';
import { git, type Repository } from './gitCommand.ts';

export interface CommitList {
  readonly count: number;
  /** Newest first, at most as many as asked for. */
  readonly commits: readonly Commit[];
}

export interface Commit {
  readonly id: string;
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly authored: number;
  readonly subject: string;
}

/** Characters of a subject or a name that are kept. */
const LONGEST = 200;

const FORMAT = '--format=%an%x00%at%x00%s';

/** Commits that can be reached from `from` and not from `not`. `most`: of how many the author and subject are read. */
export async function commitsBetween(
  repository: Repository,
  from: readonly string[],
  not: readonly string[],
  most: number,
  signal: AbortSignal,
): Promise<CommitList | undefined> {
  if (from.length === 0) return { count: 0, commits: [] };
  const tips = [...from, ...not.map((id) => `^${id}`), ''].join('\n');
  const counted = await git(repository, ['rev-list', '--count', '--stdin'], signal, undefined, tips);
  const count = counted.ok ? Number(counted.text.trim()) : NaN;
  if (!Number.isInteger(count)) return undefined;
  if (count === 0 || most === 0) return { count, commits: [] };
  const words = ['rev-list', `--max-count=${most}`, '--encoding=UTF-8', FORMAT, '--stdin'];
  const listed = await git(repository, words, signal, undefined, tips);
  return listed.ok ? { count, commits: commitsOf(listed.text) } : undefined;
}

function commitsOf(text: string): readonly Commit[] {
  const lines = text.split('\n');
  const commits: Commit[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const id = /^commit ([0-9a-f]+)$/.exec(lines[at] ?? '')?.[1];
    const [author = '', time = '', ...subject] = (lines[at + 1] ?? '').split('\0');
    if (id === undefined) break;
    commits.push({
      id,
      author: author.slice(0, LONGEST),
      authored: Number(time) * 1_000,
      subject: subject.join(' ').slice(0, LONGEST),
    });
  }
  return commits;
}

export function commitSample({ id, author, authored, subject }: Commit): Sample {
  return {
    columns: [
      ['commit', shortId(id)],
      ['date', day(authored)],
      ['author', redact(author)],
      ['subject', redact(subject)],
    ],
  };
}

/** Enough of an object's id to name it in a repository of this size. */
export function shortId(id: string): string {
  return id.slice(0, 10);
}

/** `2026-11-22` */
export function day(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 10);
}
