import { spawn, type ChildProcess } from 'node:child_process';

/** Milliseconds after which a run is killed. One takes a few seconds; on a busy machine, or a slow one, many times as long. */
const LONGEST_RUN = 300_000;

/** Milliseconds after its end in which what a program has said still comes in. */
const STILL_OPEN = 1_000;

export interface AgentRun {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
  /** Kills the agent and what it started. */
  kill(): void;
}

/** Starts an agent's program in a project, with nothing of this process's environment. */
export function startAgent(
  program: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): AgentRun {
  const child = spawn(program, args, {
    cwd,
    // A group of its own: some agents leave workers behind.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', SHELL: '/bin/bash', LANG: 'C.UTF-8', ...env },
  });
  const kill = (): void => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
  };
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString('utf8')));
  child.stderr.on('data', (part: Buffer) => (output += part.toString('utf8')));
  // They retry for ever when they cannot reach their model: a test must see an end, and fail.
  const giveUp = setTimeout(kill, LONGEST_RUN);
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.on('exit', (code) => {
      clearTimeout(giveUp);
      const end = (): void => resolve({ code, output });
      child.once('close', end);
      // A worker that was left behind may hold the pipes open.
      setTimeout(end, STILL_OPEN).unref();
    });
  });
  return { child, ended, kill };
}
