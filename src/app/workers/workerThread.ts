import { Worker } from 'node:worker_threads';
import type { WorkerAnswer, WorkerPort } from '../../reading/workerPort.ts';
import { startFairTimer } from '../system/fairTimer.ts';

/** Milliseconds a new thread may take to load its code before the first request counts against its deadline. */
const START_MS = 5000;
const PERIODS = 5;
/** A queue longer than this answers `crash` at once: a flood must not become memory. */
const MAX_WAITING = 1000;

/** What a worker posts: first `ready`, then for each request its answer, and before it perhaps what it is about. */
export type WorkerMessage =
  | 'ready'
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  /** `loading`: code is being loaded, which the request cannot help; `working`: now its deadline begins anew. */
  | { readonly id: number; readonly phase: 'loading' | 'working' };

interface Waiting {
  readonly request: unknown;
  readonly deadlineMs: number;
  readonly settle: (answer: WorkerAnswer) => void;
}

export interface WorkerOptions {
  readonly maxHeapMb?: number;
  /** How many times as long a thread may take that a busy machine keeps from working. 1 where waiting is itself the fault. */
  readonly periods?: number;
}

/**
 * One thread for `file`, started with the first request and built anew after a time-out or a crash. The thread does not
 * keep the process alive. Memory is bounded, so that a text which makes a parser grow ends the thread, not the host.
 */
export function openWorker(file: string, { maxHeapMb = 512, periods = PERIODS }: WorkerOptions = {}): WorkerPort {
  const queue: Waiting[] = [];
  let thread: Promise<Worker | undefined> | undefined;
  let busy = false;
  let closed = false;
  let nextId = 0;

  const start = (): Promise<Worker | undefined> =>
    new Promise((resolve) => {
      const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } });
      worker.unref();
      const end = (result: Worker | undefined): void => {
        timer.stop();
        worker.removeAllListeners('message');
        resolve(result);
      };
      const timer = startFairTimer(START_MS, periods, () => {
        end(undefined);
        void worker.terminate();
      });
      worker.once('message', () => end(worker));
      // Stays for the whole life: an error without a listener would end the process.
      worker.on('error', () => end(undefined));
      worker.on('exit', () => end(undefined));
    });

  const drop = async (): Promise<void> => {
    const old = await thread;
    thread = undefined;
    await old?.terminate();
  };

  const run = async (waiting: Waiting): Promise<WorkerAnswer> => {
    thread ??= start();
    const worker = await thread;
    if (worker === undefined) {
      thread = undefined;
      return { ok: false, why: 'crash' };
    }
    const id = nextId++;
    const answer = await new Promise<WorkerAnswer>((resolve) => {
      const end = (result: WorkerAnswer): void => {
        timer.stop();
        worker.off('message', onMessage);
        worker.off('error', onCrash);
        worker.off('exit', onCrash);
        resolve(result);
      };
      const onMessage = (message: WorkerMessage): void => {
        if (message === 'ready' || message.id !== id) return;
        if ('phase' in message) {
          timer.stop();
          timer = startFairTimer(message.phase === 'loading' ? START_MS : waiting.deadlineMs, periods, expire);
          return;
        }
        end('value' in message ? { ok: true, value: message.value } : { ok: false, why: 'crash' });
      };
      const onCrash = (): void => end({ ok: false, why: 'crash' });
      const expire = (): void => end({ ok: false, why: 'deadline' });
      let timer = startFairTimer(waiting.deadlineMs, periods, expire);
      worker.on('message', onMessage);
      worker.once('error', onCrash);
      worker.once('exit', onCrash);
      worker.postMessage({ id, request: waiting.request });
    });
    if (!answer.ok) await drop();
    return answer;
  };

  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let waiting = queue.shift(); waiting !== undefined; waiting = queue.shift()) {
      const answer = await run(waiting).catch((): WorkerAnswer => ({ ok: false, why: 'crash' }));
      waiting.settle(answer);
    }
    busy = false;
  };

  return {
    ask: (request, deadlineMs) =>
      closed || queue.length >= MAX_WAITING
        ? Promise.resolve({ ok: false, why: 'crash' })
        : new Promise((settle) => {
            queue.push({ request, deadlineMs, settle });
            void pump();
          }),
    async close() {
      closed = true;
      for (const waiting of queue.splice(0)) waiting.settle({ ok: false, why: 'crash' });
      await drop();
    },
  };
}
