import { parentPort } from 'node:worker_threads';
import type { Marked, Remark } from '../preview.ts';
import { saidBy } from './reachFailure.ts';
import { afterChanges, mergeHits, type ServerLook } from './serverHit.ts';
import type { FromServerWorker, ServerJob } from './workerMessages.ts';

/** A database that one job's texts are looked at in. */
export interface OpenLook {
  readonly marked?: Marked;
  lookAt(text: string, tell: (look: ServerLook) => void): Promise<ServerLook>;
  close(): Promise<void>;
}

/**
 * Answers the one job that this thread gets. `open` connects, or says why that is not possible. A thread of its own: driver and
 * parser are loaded here, and a server that answers nonsense meets only this.
 */
export function answerJob(open: (job: ServerJob) => Promise<OpenLook | Remark>): void {
  const post = (message: FromServerWorker): void => parentPort?.postMessage(message);
  parentPort?.once('message', (job: ServerJob) => {
    answer(open, job, post).then(post, (error: unknown) => {
      const message = saidBy(error, job.target);
      post({
        type: 'unable',
        why: { code: 'unknown.database-failed', values: { database: job.target.database, message } },
      });
    });
  });
}

async function answer(
  open: (job: ServerJob) => Promise<OpenLook | Remark>,
  job: ServerJob,
  post: (message: FromServerWorker) => void,
): Promise<FromServerWorker> {
  const opened = await open(job);
  if ('code' in opened) return { type: 'unable', why: opened };
  try {
    const marked = opened.marked === undefined ? {} : { marked: opened.marked };
    let total: ServerLook = { hits: [], unknown: [], ...marked };
    for (const text of job.texts) {
      const before = total;
      const join = (found: ServerLook): ServerLook => {
        const look = before.changes === true ? afterChanges(found) : found;
        return {
          hits: mergeHits([...before.hits, ...look.hits]),
          unknown: [...before.unknown, ...look.unknown],
          ...(before.changes === true || look.changes === true ? { changes: true } : {}),
          ...marked,
        };
      };
      total = join(await opened.lookAt(text, (look) => post({ type: 'counting', look: join(look) })));
    }
    return { type: 'done', look: total };
  } finally {
    await opened.close();
  }
}
