/** What came of one request. `deadline`: the time ran out; `crash`: the worker died or could not be started. */
export type WorkerAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: 'deadline' | 'crash' };

/** A worker thread that answers one request at a time and is built anew after a time-out or a crash. */
export interface WorkerPort {
  /** Never rejects. `deadlineMs` counts from the moment the request is handed over, not from its place in the queue. */
  ask(request: unknown, deadlineMs: number): Promise<WorkerAnswer>;
  /** Ends the thread; later requests answer `crash`. */
  close(): Promise<void>;
}

/** The problem that a reader states when its worker gave no answer. Whole words, so that each is found with its sentence. */
export const WORKER_PROBLEMS = { deadline: 'problem.reader-deadline', crash: 'problem.reader-crash' } as const;
