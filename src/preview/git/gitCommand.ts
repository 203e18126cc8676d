import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** A work tree, and where its own `.git` stands. Both are named to git, so that no `core.worktree` leads elsewhere. */
export interface Repository {
  readonly root: string;
}

export type GitAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: 'no-git' | 'refused' | 'cancelled' | 'too-long'; readonly message: string };

/** Bytes of one answer; 100,000 index entries with their stat data are about 30 MB. Those are `take`n piece by piece. */
const ANSWER_LIMIT = 96 * 1024 * 1024;

/**
 * Everything by which git plumbing could start a program, reach the network or write: off. Filters have no such switch;
 * callers must only use commands that never read the content of a work-tree file (`ls-files`, `ls-tree`, `cat-file`).
 */
const INERT = [
  '--no-pager',
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.untrackedCache=false',
    // A file beside the objects that says which commit follows which: whoever wrote it could hide commits.
    'core.commitGraph=false',
    'core.askPass=',
    'protocol.allow=never',
  ].flatMap((pair) => ['-c', pair]),
];

/**
 * Runs one plumbing command in a repository. Never throws. With `take` the answer's text is handed on in the pieces in
 * which it comes, so that a long one is read between the editor's own turns, and is empty at the end. `input` is its
 * standard input: lists that may be longer than an argument list.
 */
export async function git(
  repository: Repository,
  words: readonly string[],
  signal: AbortSignal,
  take?: (piece: string) => void,
  input?: string,
): Promise<GitAnswer> {
  const program = gitProgram(repository.root);
  if (program === undefined) return { ok: false, why: 'no-git', message: '' };
  if (signal.aborted) return { ok: false, why: 'cancelled', message: '' };
  return new Promise((resolve) => {
    const decoder = new StringDecoder('utf8');
    let text = '';
    const add =
      take ??
      ((piece: string): void => {
        text += piece;
      });
    let size = 0;
    let complaint = '';
    const child = spawn(program, [...INERT, ...words], {
      cwd: repository.root,
      env: environment(repository.root),
      stdio: ['pipe', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    // git may end before it has read all of its input.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > ANSWER_LIMIT) child.kill('SIGKILL');
      else add(decoder.write(chunk));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < 400) complaint += chunk.toString('utf8');
    });
    child.on('error', (error) => {
      resolve({ ok: false, why: signal.aborted ? 'cancelled' : 'no-git', message: error.message });
    });
    child.on('close', (code) => {
      if (size > ANSWER_LIMIT) resolve({ ok: false, why: 'too-long', message: '' });
      else if (signal.aborted) resolve({ ok: false, why: 'cancelled', message: '' });
      else if (code === 0) {
        add(decoder.end());
        resolve({ ok: true, text });
      } else resolve({ ok: false, why: 'refused', message: complaint.split('\n')[0]?.slice(0, 200) ?? '' });
    });
  });
}

/** The first `git` on the PATH that is not inside the repository: a repository must not bring its own. */
function gitProgram(root: string): string | undefined {
  for (const folder of searchPath(root)) {
    const program = path.join(folder, 'git');
    try {
      fs.accessSync(program, fs.constants.X_OK);
      if (inside(fs.realpathSync(program), root)) continue;
      return program;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

function searchPath(root: string): readonly string[] {
  return (process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder) && !inside(folder, root));
}

function inside(target: string, root: string): boolean {
  return target === root || target.startsWith(root === '/' ? '/' : `${root}/`);
}

/** Built from nothing: no GIT_*, no trace file, no askpass of the surroundings gets through. */
function environment(root: string): NodeJS.ProcessEnv {
  return {
    PATH: searchPath(root).join(path.delimiter),
    HOME: process.env['HOME'] ?? '/',
    ...(process.env['XDG_CONFIG_HOME'] === undefined ? {} : { XDG_CONFIG_HOME: process.env['XDG_CONFIG_HOME'] }),
    LC_ALL: 'C',
    GIT_DIR: path.join(root, '.git'),
    GIT_WORK_TREE: root,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_GRAFT_FILE: '/dev/null',
    // A partial clone must not fetch: no transport at all, whatever the configuration allows.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}
