import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { runGit } from '../../../support/previewSubject.ts';

/** What a git command can take: what is on disk and in the index, commits, stashes. Objects are asked for apart. */
export interface State {
  /** Relative path → content, of every file outside `.git`. */
  readonly files: ReadonlyMap<string, string>;
  /** Relative path → blob in the index, and in HEAD. */
  readonly index: ReadonlyMap<string, string>;
  readonly head: ReadonlyMap<string, string>;
  readonly commits: ReadonlySet<string>;
  readonly stashes: number;
}

export function stateOf(folder: string): State {
  const list = (...words: readonly string[]): string[] => {
    try {
      return runGit(folder, ...words)
        .split('\n')
        .filter((line) => line !== '');
    } catch {
      return [];
    }
  };
  const blobs = (lines: readonly string[]): Map<string, string> =>
    new Map(lines.map((line) => [line.replace(/^[^\t]*\t/, ''), /[0-9a-f]{40}/.exec(line)?.[0] ?? '']));
  return {
    files: contents(folder),
    index: blobs(list('-c', 'core.quotePath=false', 'ls-files', '-s')),
    head: blobs(list('-c', 'core.quotePath=false', 'ls-tree', '-r', 'HEAD')),
    commits: new Set(list('rev-list', '--all')),
    stashes: list('stash', 'list').length,
  };
}

/** Everything that is kept, also what nothing names. */
export function objectsOf(folder: string): ReadonlySet<string> {
  return new Set(runGit(folder, 'cat-file', '--batch-check=%(objectname)', '--batch-all-objects').split('\n'));
}

export function contents(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (place: string): void => {
    for (const item of fs.readdirSync(place, { withFileTypes: true })) {
      const full = path.join(place, item.name);
      if (item.name === '.git') continue;
      if (item.isDirectory()) visit(full);
      else
        found.set(path.relative(folder, full), item.isFile() ? fs.readFileSync(full, 'utf8') : fs.readlinkSync(full));
    }
  };
  visit(folder);
  return found;
}

function blobOf(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Files whose content is nowhere any more: neither on disk, nor in the index, nor in the commit they came from. */
export function lostFiles(before: State, after: State): readonly string[] {
  const lost = new Set<string>();
  for (const [name, text] of before.files) {
    if (after.files.get(name) === text) continue;
    const blob = blobOf(text);
    if (before.head.get(name) !== blob && after.index.get(name) !== blob) lost.add(name);
  }
  for (const [name, blob] of before.index) {
    const now = after.files.get(name);
    if (after.index.get(name) === blob || before.head.get(name) === blob) continue;
    if (now === undefined || blobOf(now) !== blob) lost.add(name);
  }
  return [...lost].sort();
}

export function missing<T>(before: ReadonlySet<T>, after: ReadonlySet<T>): readonly T[] {
  return [...before].filter((one) => !after.has(one));
}

/** Runs it as an agent's runner would; whether it succeeds is the case's own business. */
export function really(folder: string, command: string): void {
  spawnSync('bash', ['-c', command], {
    cwd: folder,
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      HOME: path.dirname(folder),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_EDITOR: 'true',
      GIT_SEQUENCE_EDITOR: 'true',
      FILTER_BRANCH_SQUELCH_WARNING: '1',
      GIT_AUTHOR_NAME: 't',
      GIT_AUTHOR_EMAIL: 't@example.org',
      GIT_COMMITTER_NAME: 't',
      GIT_COMMITTER_EMAIL: 't@example.org',
    },
  });
}
