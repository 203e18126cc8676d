import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { endThread } from '../../endThread.ts';
import type { Configured } from './configured.ts';

/** Milliseconds for all settings of a workspace, starting the thread included. */
const TIME = 2000;

export type AskConfigured = (cwd: string, workspace: string) => Promise<readonly Configured[]>;

/** Asks a thread, which is ended when it is late: then no settings are known. `worker`: the built file. */
export function askConfigured(worker: string): AskConfigured {
  return (cwd, workspace) =>
    new Promise((resolve) => {
      const thread = new Worker(path.resolve(worker), {
        workerData: { cwd, workspace },
        env: {},
        resourceLimits: { maxOldGenerationSizeMb: 64 },
      });
      thread.unref();
      const end = (found: readonly Configured[]): void => {
        clearTimeout(late);
        resolve(found);
        void endThread(thread);
      };
      const late = setTimeout(() => end([]), TIME);
      thread.on('message', end);
      thread.on('error', () => end([]));
      thread.on('exit', () => end([]));
    });
}
