import { spawn } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ShellAction, ShellName } from '../action/action.ts';
import { programIn } from '../app/trustedPath.ts';
import type { Outcome } from '../review/decision.ts';
import { cliSentences as sentences } from '../app/sentences/cli.ts';
import { realFolder } from './client/place.ts';
import { buildEnvironment, forbiddenVariable } from './environment.ts';
import { exitCodeOf, NOT_APPROVED } from './exitCode.ts';
import { changedFile, claim, report, type Approved } from './sealed.ts';
import { tell } from './terminal.ts';

/** A folder held open: what is run there is run in this very folder, even when another takes its name. */
export interface HeldFolder {
  readonly path: string;
  readonly descriptor: number;
}

export function holdFolder(folder: string): HeldFolder {
  return { path: folder, descriptor: openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY) };
}

/** Claims an approved shell action and executes exactly it. Returns the exit code. */
export async function executeApproved(
  place: string,
  approved: Approved,
  action: ShellAction,
  folder: HeldFolder,
): Promise<number> {
  const words = action.argv ?? shellWords(action.shell ?? 'bash', action.command ?? '');
  const forbidden = forbiddenVariable(action.environment ?? {});
  if (words === undefined || forbidden !== undefined) {
    tell(forbidden === undefined ? sentences.otherShell(action.shell ?? '') : sentences.badVariable(forbidden));
    return NOT_APPROVED;
  }
  const environment = buildEnvironment(process.env, action.environment ?? {}, approved.window.root, folder.path);
  const [name = ''] = words;
  // As `execvp`: a name with a slash is a path, another is looked for in the checked PATH.
  const program = name.includes('/') ? path.resolve(folder.path, name) : programIn(environment['PATH'] ?? '', name);
  if (!(await claim(place, approved))) return NOT_APPROVED;
  if (program === undefined) {
    tell(sentences.notFound(name));
    await report(approved, { exitCode: 127, error: 'no such program' });
    return 127;
  }
  // The last look before the start: nothing is awaited between the two.
  const changed = folderChanged(folder) ?? changedFile(approved.answer);
  if (changed !== undefined) {
    tell(sentences.changed(changed));
    await report(approved, { error: `changed after the approval: ${changed}` });
    return NOT_APPROVED;
  }
  const ended = await runProgram(program, words, action.stdin, environment, folder);
  if ('failed' in ended) {
    tell(sentences.notExecutable(name, ended.failed));
    await report(approved, { exitCode: 126, error: ended.failed });
    return 126;
  }
  const outcome: Omit<Outcome, 'sealed'> =
    ended.signal === null ? { exitCode: ended.code ?? 1 } : { signal: ended.signal };
  await report(approved, outcome);
  return exitCodeOf(ended.code, ended.signal);
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
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, words.slice(1), {
      argv0: words[0] ?? program,
      // On Linux the held descriptor names the folder whatever becomes of its path.
      cwd: process.platform === 'linux' ? `/proc/${process.pid}/fd/${folder.descriptor}` : folder.path,
      env: environment,
      stdio: [stdin === undefined ? 'ignore' : 'pipe', 'inherit', 'inherit'],
    });
    // The terminal sends Ctrl-C to the child as well; the others come to us alone.
    const ignore = () => undefined;
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', ignore);
    process.on('SIGTERM', pass);
    process.on('SIGHUP', pass);
    const end = (ended: Ended) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', pass);
      process.off('SIGHUP', pass);
      closeSync(folder.descriptor);
      resolve(ended);
    };
    child.on('error', (error) => end({ failed: error.message }));
    child.on('close', (code, signal) => end({ code, signal }));
    // A program need not read what it is given.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(stdin);
  });
}
