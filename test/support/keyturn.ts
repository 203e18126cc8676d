import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface StartOptions {
  readonly place: string;
  readonly cwd: string;
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly node?: string;
}

/** Starts the built command line as its own process, as a runner would. */
export function startKeyturn(args: readonly string[], { place, cwd, input, environment, node }: StartOptions): Started {
  const child = spawn(node ?? process.execPath, [path.resolve('dist/keyturn.js'), ...args], {
    cwd,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: place, KEYTURN_HOME: place, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString('utf8')));
  child.stderr.on('data', (part: Buffer) => (error += part.toString('utf8')));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, out, error }));
  });
  return { child, ended };
}

export function keyturn(args: readonly string[], options: StartOptions): Promise<Ended> {
  return startKeyturn(args, options).ended;
}
