import { Worker } from 'node:worker_threads';

/** Threads that have loaded their driver and their parser and wait for a look, one for each file. */
const spares = new Map<string, { readonly thread: Worker; readonly late: NodeJS.Timeout }>();

/** Milliseconds that one waits: who looks at databases at all looks again soon. */
const WAITS = 5 * 60_000;

/** A thread for one look. It is ended with it, so that no look finds anything of another's. */
export function takeThread(file: string): Worker {
  const spare = spares.get(file);
  if (spare === undefined) return opened(file);
  spares.delete(file);
  clearTimeout(spare.late);
  spare.thread.removeAllListeners();
  return spare.thread;
}

/** Has a thread ready for the next look: loading takes longer than counting. */
export function keepSpare(file: string): void {
  if (spares.has(file)) return;
  const thread = opened(file);
  const drop = (): void => {
    if (spares.get(file)?.thread !== thread) return;
    spares.delete(file);
    clearTimeout(late);
    void thread.terminate();
  };
  const late = setTimeout(drop, WAITS).unref();
  thread.once('error', drop);
  thread.once('exit', drop);
  spares.set(file, { thread, late });
}

function opened(file: string): Worker {
  // Nothing of the editor's environment reaches the driver, which would take defaults from it.
  const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 4 };
  const thread = new Worker(file, { env: {}, resourceLimits });
  thread.unref();
  return thread;
}
