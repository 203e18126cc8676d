import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ShellAction, ShellName } from '../action/action.ts';
import { programIn } from '../preview/tools/trustedPath.ts';
import type { Outcome } from '../review/decision.ts';
import { cliSentences as sentences } from '../app/sentences/cli.ts';
import { realFolder } from './client/place.ts';
import { buildEnvironment, forbiddenVariable } from './environment.ts';
import { NOT_RUN, type Executed } from './executed.ts';
import { exitCodeOf } from './exitCode.ts';
import { changedFile, claim, report, type Approved } from './sealed.ts';
import type { Terminal } from './terminal.ts';

/** A folder held open: what is run there is run in this very folder, even when another takes its name. */
export interface HeldFolder {
  readonly path: string;
  readonly descriptor: number;
  /** Once, by a process that outlives the action. */
  release(): void;
}

export function holdFolder(folder: string): HeldFolder {
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  return { path: folder, descriptor, release: () => closeSync(descriptor) };
}

/** Claims an approved shell action and executes exactly it. */
export async function executeApproved(
  place: string,
  approved: Approved,
  action: ShellAction,
  folder: HeldFolder,
  terminal: Terminal,
): Promise<Executed> {
  const { tell, signal } = terminal;
  const words = action.argv ?? shellWords(action.shell ?? 'bash', action.command ?? '');
  const forbidden = forbiddenVariable(action.environment ?? {});
  if (words === undefined || forbidden !== undefined) {
    tell(forbidden === undefined ? sentences.otherShell(action.shell ?? '') : sentences.badVariable(forbidden));
    return NOT_RUN;
  }
  const environment = await buildEnvironment(process.env, action.environment ?? {}, approved.window.root, folder.path);
  const [name = ''] = words;
  // As `execvp`: a name with a slash is a path, another is looked for in the checked PATH.
  const program = name.includes('/')
    ? path.resolve(folder.path, name)
    : await programIn(environment['PATH'] ?? '', name);
  if (!(await claim(place, approved, terminal))) return NOT_RUN;
  if (program === undefined) {
    tell(sentences.notFound(name));
    await report(approved, { exitCode: 127, error: 'no such program' }, terminal);
    return { ran: false, exitCode: 127 };
  }
  if (signal?.aborted === true) {
    tell(sentences.withdrawn());
    await report(approved, { error: 'taken back before it ran' }, terminal);
    return NOT_RUN;
  }
  // The last look before the start: nothing is awaited between the two.
  const changed = folderChanged(folder) ?? changedFile(approved.answer);
  if (changed !== undefined) {
    tell(sentences.changed(changed));
    await report(approved, { error: `changed after the approval: ${changed}` }, terminal);
    return NOT_RUN;
  }
  const ended = await runProgram(program, words, action.stdin, environment, folder, terminal);
  if ('failed' in ended) {
    tell(sentences.notExecutable(name, ended.failed));
    await report(approved, { exitCode: 126, error: ended.failed }, terminal);
    return { ran: false, exitCode: 126 };
  }
  const outcome: Omit<Outcome, 'sealed'> =
    ended.signal === null ? { exitCode: ended.code ?? 1 } : { signal: ended.signal };
  await report(approved, outcome, terminal);
  return {
    ran: true,
    exitCode: exitCodeOf(ended.code, ended.signal),
    ...(ended.signal === null ? {} : { signal: ended.signal }),
  };
}

/** The folder's name when it does not lead to the folder any more. */
function folderChanged(folder: HeldFolder): string | undefined {
  if (realFolder(folder.path) !== folder.path) return folder.path;
  const held = fstatSync(folder.descriptor);
  const now = statSync(folder.path);
  return held.dev === now.dev && held.ino === now.ino ? undefined : folder.path;
}

/** One text in the shell that the action names, without its start-up files. Undefined: a shell that is not run here. */
function shellWords(shell: ShellName, text: string): readonly string[] | undefined {
  // `--`: a text that begins with a dash is a text, not one more option.
  switch (shell) {
    case 'bash':
      return ['bash', '--noprofile', '--norc', '-c', '--', text];
    case 'sh':
      return ['sh', '-c', '--', text];
    case 'zsh':
      return ['zsh', '-f', '-c', '--', text];
    case 'pwsh':
    case 'powershell':
    case 'cmd':
      return undefined;
  }
}

type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null } | { readonly failed: string };

function runProgram(
  program: string,
  words: readonly string[],
  stdin: string | undefined,
  environment: NodeJS.ProcessEnv,
  folder: HeldFolder,
  { capture, signal }: Terminal,
): Promise<Ended> {
  return new Promise((resolve) => {
    const output = capture === undefined ? 'inherit' : 'pipe';
    let child: ChildProcess;
    try {
      child = spawn(program, words.slice(1), {
        argv0: words[0] ?? program,
        // On Linux the held descriptor names the folder whatever becomes of its path.
        cwd: process.platform === 'linux' ? `/proc/${process.pid}/fd/${folder.descriptor}` : folder.path,
        env: environment,
        stdio: [stdin === undefined ? 'ignore' : 'pipe', output, output],
        // A group of its own, so that what it starts ends with it.
        detached: signal !== undefined,
      });
    } catch (error) {
      // Words that the system does not take (too long, too many) are thrown, not told like other failures.
      resolve({ failed: error instanceof Error ? error.message : String(error) });
      return;
    }
    child.stdout?.on('data', (bytes: Buffer) => capture?.out(bytes));
    child.stderr?.on('data', (bytes: Buffer) => capture?.error(bytes));
    const release = signal === undefined ? passSignals(child) : endOnAbort(child, signal);
    let over = false;
    const end = (ended: Ended) => {
      if (over) return;
      over = true;
      release();
      resolve(ended);
    };
    child.on('error', (error) => end({ failed: error.message }));
    child.on('close', (code, ended) => end({ code, signal: ended }));
    // What it left running in the background may hold its output open for ever.
    child.on('exit', (code, ended) => {
      if (capture !== undefined) setTimeout(() => end({ code, signal: ended }), LAST_OUTPUT);
    });
    // A program need not read what it is given.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(stdin);
  });
}

/** Milliseconds for what a program that has ended still wrote. */
const LAST_OUTPUT = 1000;

function passSignals(child: ChildProcess): () => void {
  // The terminal sends Ctrl-C to the child as well; the others come to us alone.
  const ignore = () => undefined;
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', ignore);
  process.on('SIGTERM', pass);
  process.on('SIGHUP', pass);
  return () => {
    process.off('SIGINT', ignore);
    process.off('SIGTERM', pass);
    process.off('SIGHUP', pass);
  };
}

/** Milliseconds that a program has to end by itself when it is taken back. */
const LAST_WORDS = 3000;

function endOnAbort(child: ChildProcess, signal: AbortSignal): () => void {
  let later: NodeJS.Timeout | undefined;
  const send = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group has ended already.
    }
  };
  const end = () => {
    send('SIGTERM');
    later = setTimeout(() => send('SIGKILL'), LAST_WORDS);
  };
  signal.addEventListener('abort', end, { once: true });
  return () => {
    signal.removeEventListener('abort', end);
    clearTimeout(later);
  };
}
