import type { GitAnswer, Repository } from './gitCommand.ts';
import { git } from './gitCommand.ts';

/** One file as git's index knows it, with the stat data of the moment it was last compared. */
export interface IndexEntry {
  readonly path: string;
  /** Octal as git prints it: `100644`, `100755`, `120000` a link, `160000` a submodule. */
  readonly mode: string;
  readonly object: string;
  /** 0; 1 to 3 in an unfinished merge. */
  readonly stage: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
  readonly statusChanged: number;
  readonly inode: number;
  readonly size: number;
}

/** Paths relative to the repository's root, or all when empty. */
export type Paths = readonly string[];

type Listed<T> = { readonly ok: true; readonly found: T } | (GitAnswer & { readonly ok: false });

export async function readIndex(
  repository: Repository,
  paths: Paths,
  signal: AbortSignal,
): Promise<Listed<readonly IndexEntry[]>> {
  const found: IndexEntry[] = [];
  const parser = openIndexParser((entry) => found.push(entry));
  const answer = await git(repository, ['ls-files', '-s', '--debug', '-z', '--', ...paths], signal, parser.take);
  if (!answer.ok) return answer;
  // Another form than ours: without it, files would look untracked.
  return parser.whole() ? { ok: true, found } : { ok: false, why: 'refused', message: 'ls-files --debug' };
}

/** What HEAD holds: path → mode and object. Empty before the first commit. */
export function readHead(
  repository: Repository,
  paths: Paths,
  signal: AbortSignal,
): Promise<Listed<ReadonlyMap<string, string>>> {
  return readTree(repository, 'HEAD', paths, signal);
}

/** What a commit holds: path → mode and object. Empty where there is no such commit. */
export async function readTree(
  repository: Repository,
  commit: string,
  paths: Paths,
  signal: AbortSignal,
): Promise<Listed<ReadonlyMap<string, string>>> {
  const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{tree}`];
  const head = await git(repository, words, signal);
  if (!head.ok) return head.why === 'refused' ? { ok: true, found: new Map() } : head;
  const found = new Map<string, string>();
  const answer = await git(
    repository,
    ['ls-tree', '-r', '-z', '--full-tree', head.text.trim(), '--', ...paths],
    signal,
    namesTo((record) => {
      const match = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(record);
      if (match !== null) found.set(match[3] as string, `${match[1]} ${match[2]}`);
    }),
  );
  return answer.ok ? { ok: true, found } : answer;
}

/**
 * Files that no commit and no index knows. `ignored`: only those that .gitignore names; else only the others; `any`: all.
 * With `folders` a folder that holds nothing tracked is one name with a slash at its end, not its files. `patterns` are
 * ignored beside what is.
 */
export async function readOthers(
  repository: Repository,
  paths: Paths,
  ignored: boolean | 'any',
  folders: boolean,
  signal: AbortSignal,
  patterns: readonly string[] = [],
): Promise<Listed<ReadonlySet<string>>> {
  const which = [
    ...(ignored === true ? ['-i'] : []),
    ...(ignored === 'any' ? [] : ['--exclude-standard']),
    ...(folders ? ['--directory'] : []),
    ...patterns.map((pattern) => `--exclude=${pattern}`),
  ];
  const found = new Set<string>();
  const answer = await git(
    repository,
    ['ls-files', '-o', ...which, '-z', '--', ...paths],
    signal,
    namesTo((name) => found.add(name)),
  );
  return answer.ok ? { ok: true, found } : answer;
}

/** Splits pieces of an answer at NULs; each record ends with one. */
function namesTo(each: (record: string) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const records = (rest + piece).split('\0');
    rest = records.pop() ?? '';
    for (const record of records) if (record !== '') each(record);
  };
}

export interface IndexParser {
  take(piece: string): void;
  /** Whether nothing is left over that is no entry. */
  whole(): boolean;
}

/** `MODE OBJECT STAGE⇥PATH NUL`, then five lines of stat data, then the next; in pieces that end anywhere. */
export function openIndexParser(each: (entry: IndexEntry) => void): IndexParser {
  const record =
    /(\d+) ([0-9a-f]+) (\d)\t([^\0]+)\0 {2}ctime: (\d+):(\d+)\n {2}mtime: (\d+):(\d+)\n {2}dev: \d+\tino: (\d+)\n {2}uid: \d+\tgid: \d+\n {2}size: (\d+)\tflags: [0-9a-f]+\n/y;
  let rest = '';
  return {
    take(piece) {
      const text = rest + piece;
      let end = 0;
      record.lastIndex = 0;
      for (let match = record.exec(text); match !== null; match = record.exec(text)) {
        end = record.lastIndex;
        const [, mode, object, stage, path, cs, cn, ms, mn, inode, size] = match as unknown as readonly string[];
        each({
          path: path as string,
          mode: mode as string,
          object: object as string,
          stage: Number(stage),
          changed: Number(ms) * 1_000 + Number(mn) / 1e6,
          statusChanged: Number(cs) * 1_000 + Number(cn) / 1e6,
          inode: Number(inode),
          size: Number(size),
        });
      }
      rest = text.slice(end);
    },
    whole: () => rest === '',
  };
}
