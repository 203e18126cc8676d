import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { endThread } from '../preview/endThread.ts';
import type { Mark, PreviewReport, PreviewSource, PreviewSubject } from '../preview/preview.ts';
import { NO_TOOLS, type ToolRefusals } from '../preview/tools/ownTools.ts';

export type DiskSource = 'files' | 'git' | 'terraform' | 'docker' | 'kubernetes';

/** What is known of the programs that may be asked, when a look begins. */
export interface ToolsNow {
  readonly refusals: ToolRefusals;
  /** Whether Docker's client speaks to an engine of this machine. */
  readonly dockerHere: boolean;
}

const NOTHING_ASKED: ToolsNow = { refusals: NO_TOOLS, dockerHere: false };

export type ToLookThread =
  | { readonly id: number; readonly source: DiskSource; readonly subject: PreviewSubject; readonly tools: ToolsNow }
  | { readonly id: number; readonly marks: readonly Mark[] }
  | { readonly cancel: number };

export type FromLookThread =
  | { readonly id: number; readonly report: PreviewReport }
  | { readonly id: number; readonly changed: boolean }
  | { readonly id: number; readonly ended: true }
  | { readonly id: number; readonly failed: string };

/** Looks at the disk in a thread of their own: 100,000 files must not keep the editor from its turns. */
export interface LookThread {
  /** `tools`: by default none may be asked. */
  look(source: DiskSource, tools?: ToolsNow): PreviewSource['look'];
  /** Whether something is not what it was. False as well where the disk does not say it in time. Never rejects. */
  glance(marks: readonly Mark[]): Promise<boolean>;
  /** Gives the thread back, unless somebody still looks; resolves when it is gone, after a second at most. A later look starts another one. */
  close(): Promise<void>;
}

interface Running {
  readonly report: (report: PreviewReport) => void;
  readonly end: (failed?: string) => void;
  readonly glanced?: (isOther: boolean) => void;
}

/** Milliseconds without a look after which the thread is given back. */
const IDLE = 60_000;

/** Milliseconds in which a cancelled look must have ended. */
const HANGING = 2_000;

/** One thread for all looks, started with the first one and anew after a crash. It keeps the process alive only while it looks. */
export function openLookThread(file: string): LookThread {
  const running = new Map<number, Running>();
  let worker: Worker | undefined;
  /** Cancelled looks of which the thread has not said yet that they have ended. */
  const hanging = new Map<number, NodeJS.Timeout>();
  let nextId = 0;
  let idle: NodeJS.Timeout | undefined;

  const rest = async (): Promise<void> => {
    const old = worker;
    worker = undefined;
    for (const timer of hanging.values()) clearTimeout(timer);
    hanging.clear();
    if (old !== undefined) await endThread(old);
  };

  /** A disk that does not answer keeps the thread: what else it looks at fails, and the next look gets another one. */
  const giveUp = (old: Worker): void => {
    void endThread(old);
    if (worker !== old) return;
    worker = undefined;
    for (const one of [...running.values()]) one.end('its disk does not answer');
  };

  const start = (): Worker => {
    const started = new Worker(path.resolve(file), { resourceLimits: { maxOldGenerationSizeMb: 512 } });
    const fail = (why: string): void => {
      if (worker !== started) return;
      worker = undefined;
      for (const one of [...running.values()]) one.end(why);
    };
    started.on('message', (message: FromLookThread) => {
      const one = running.get(message.id);
      if (!('report' in message)) {
        clearTimeout(hanging.get(message.id));
        hanging.delete(message.id);
      }
      if ('report' in message) one?.report(message.report);
      else if ('changed' in message) one?.glanced?.(message.changed);
      else one?.end('failed' in message ? message.failed : undefined);
    });
    started.on('error', (error: Error) => fail(error.message));
    started.on('exit', () => fail('its thread ended'));
    return started;
  };

  /** Of one thing that the thread is asked: its number, and what is to be called when it has ended. */
  const begin = (): { readonly id: number; readonly thread: Worker; readonly left: () => void } => {
    const id = nextId++;
    clearTimeout(idle);
    const thread = (worker ??= start());
    thread.ref();
    const left = (): void => {
      if (!running.delete(id) || running.size > 0) return;
      thread.unref();
      idle = setTimeout(() => void rest(), IDLE).unref();
    };
    return { id, thread, left };
  };

  return {
    look:
      (source, tools = NOTHING_ASKED) =>
      (subject, report, signal) =>
        new Promise<void>((resolve, reject) => {
          // Nobody waits for it any more: the thread would look to its end.
          if (signal.aborted) return resolve();
          const { id, thread, left } = begin();
          const cancel = (): void => {
            thread.postMessage({ cancel: id } satisfies ToLookThread);
            end();
            hanging.set(id, setTimeout(() => giveUp(thread), HANGING).unref());
          };
          const end: Running['end'] = (failed) => {
            left();
            signal.removeEventListener('abort', cancel);
            if (failed === undefined) resolve();
            else reject(new Error(failed));
          };
          running.set(id, { report, end });
          signal.addEventListener('abort', cancel, { once: true });
          thread.postMessage({ id, source, subject, tools } satisfies ToLookThread);
        }),
    glance: (marks) =>
      new Promise<boolean>((resolve) => {
        if (marks.length === 0) return resolve(false);
        const { id, thread, left } = begin();
        const end = (isOther: boolean): void => {
          clearTimeout(late);
          left();
          resolve(isOther);
        };
        const late = setTimeout(() => {
          end(false);
          // A look that runs beside it has a deadline of its own.
          if (running.size === 0) giveUp(thread);
        }, HANGING).unref();
        running.set(id, { report: () => undefined, end: () => end(false), glanced: end });
        thread.postMessage({ id, marks } satisfies ToLookThread);
      }),
    close: async () => {
      if (running.size > 0) return;
      clearTimeout(idle);
      await rest();
    },
  };
}
