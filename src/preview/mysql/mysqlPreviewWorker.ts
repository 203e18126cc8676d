import { parentPort, workerData } from 'node:worker_threads';
import { openMysqlParser } from '../../sql/parse/mysql.ts';
import { mergeHits, type ServerLook } from '../server/serverHit.ts';
import type { FromServerWorker, ServerJob } from '../server/workerMessages.ts';
import { openCounting } from './counting.ts';
import { connectFailure } from './failure.ts';
import { lookAt } from './lookAt.ts';
import { openCatalogue } from './schema.ts';
import { openSession, type Session } from './session.ts';

/** A thread of its own: the driver and the parser are loaded here, and a server that answers nonsense meets only this. */
const post = (message: FromServerWorker): void => parentPort?.postMessage(message);

async function work({ target, texts, limits }: ServerJob): Promise<FromServerWorker> {
  const opening = openMysqlParser();
  let session: Session;
  try {
    session = await openSession(target, limits);
  } catch (error) {
    await opening;
    return { type: 'unable', why: connectFailure(error, target) };
  }
  try {
    const counting = openCounting(session, await opening, openCatalogue(session, target.database));
    let total: ServerLook = { hits: [], unknown: [] };
    for (const text of texts) {
      const join = (look: ServerLook): ServerLook => ({
        hits: mergeHits([...total.hits, ...look.hits]),
        unknown: [...total.unknown, ...look.unknown],
      });
      total = join(await lookAt(counting, text, (look) => post({ type: 'counting', look: join(look) })));
    }
    return { type: 'done', look: total };
  } finally {
    await session.close();
  }
}

work(workerData as ServerJob).then(
  (message) => post(message),
  (error: unknown) => {
    const message = error instanceof Error ? error.message.slice(0, 200) : 'failed';
    const { database } = (workerData as ServerJob).target;
    post({ type: 'unable', why: { code: 'unknown.database-failed', values: { database, message } } });
  },
);
