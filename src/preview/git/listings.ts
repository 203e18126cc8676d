import { git, type GitAnswer, type Repository } from './gitCommand.ts';

/** Paths relative to the repository's root, or all when empty. */
export type Paths = readonly string[];

export type Listed<T> = { readonly ok: true; readonly found: T } | (GitAnswer & { readonly ok: false });

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
  const found = new Map<string, string>();
  const answer = await eachInTree(repository, commit, paths, signal, (name, mode, object) =>
    found.set(name, `${mode} ${object}`),
  );
  return answer.ok ? { ok: true, found } : answer;
}

/** Hands on what a commit holds, file by file. Nothing where there is no such commit. */
export async function eachInTree(
  repository: Repository,
  commit: string,
  paths: Paths,
  signal: AbortSignal,
  each: (name: string, mode: string, object: string) => void,
): Promise<GitAnswer> {
  const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{tree}`];
  const head = await git(repository, words, signal);
  // A commit that is not there is no word of git's; a repository that it does not read is one.
  if (!head.ok) return head.why === 'refused' && head.message === '' ? { ok: true, text: '' } : head;
  return git(
    repository,
    ['ls-tree', '-r', '-z', '--full-tree', head.text.trim(), '--', ...paths],
    signal,
    // `MODE TYPE OBJECT⇥NAME`
    namesTo((record) => {
      const tab = record.indexOf('\t');
      const mode = record.indexOf(' ');
      const type = record.indexOf(' ', mode + 1);
      if (mode > 0 && type < tab) each(record.slice(tab + 1), record.slice(0, mode), record.slice(type + 1, tab));
    }),
  );
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
