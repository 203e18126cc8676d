import { realpathSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Target } from '../../preview/server/target.ts';
import type { Expected } from './counts.ts';
import type { SqlEnd } from './sqlEnd.ts';

/** One approved text for one server. Structured-cloneable. */
export interface SqlJob {
  readonly target: Target;
  readonly text: string;
  readonly expected: Expected;
  readonly tolerance: number;
}

export type FromRunWorker = { readonly type: 'committing' } | { readonly type: 'ended'; readonly end: SqlEnd };

const WORKERS: Readonly<Record<string, string>> = {
  postgresql: 'postgresRunWorker.mjs',
  mysql: 'mysqlRunWorker.mjs',
};

/** Executes in a thread of its own: nothing of the environment reaches the driver, which would take defaults from it. */
export function runOnServer(
  { dialect, ...job }: SqlJob & { readonly dialect: string },
  signal: AbortSignal | undefined,
): Promise<SqlEnd> {
  const worker = WORKERS[dialect];
  if (worker === undefined)
    return Promise.resolve({ ended: 'failed', message: `nothing is executed on ${dialect} yet` });
  return new Promise((resolve) => {
    const thread = new Worker(path.join(distFolder(), worker), { workerData: job satisfies SqlJob, env: {} });
    let committing = false;
    const lost = (message: string): void => end({ ended: committing ? 'unsure' : 'failed', message });
    const end = (how: SqlEnd): void => {
      signal?.removeEventListener('abort', cancel);
      resolve(how);
      void thread.terminate();
    };
    const cancel = (): void => lost('taken back while it ran');
    signal?.addEventListener('abort', cancel, { once: true });
    thread.on('message', (message: FromRunWorker) => {
      if (message.type === 'committing') committing = true;
      else end(message.end);
    });
    thread.on('error', (error) => lost(error.message));
    thread.on('exit', () => lost('its thread ended'));
    if (signal?.aborted === true) cancel();
  });
}

/** The folder of the built bundles; npm's bin is a link to one of them. */
function distFolder(): string {
  return path.dirname(realpathSync(process.argv[1] ?? '.'));
}
