import { parentPort, workerData } from 'node:worker_threads';
import { textOf } from '../../sql/parse/tree.ts';
import type { ServerLook } from '../server/serverHit.ts';
import { mergeHits } from '../server/serverHit.ts';
import type { FromServerWorker, ServerJob } from '../server/workerMessages.ts';
import { connectFailure } from './failure.ts';
import { openGrammar } from './grammar.ts';
import { lookAt } from './lookAt.ts';
import { openSession, type Session } from './session.ts';

/** A thread of its own: the driver and the grammar are loaded here, and a server that answers nonsense meets only this. */
const post = (message: FromServerWorker): void => parentPort?.postMessage(message);

async function work({ target, texts, limits }: ServerJob): Promise<FromServerWorker> {
  const opening = openGrammar();
  let session: Session;
  try {
    session = await openSession(target, limits);
  } catch (error) {
    await opening;
    return { type: 'unable', why: connectFailure(error, target) };
  }
  try {
    const grammar = await opening;
    const [row = {}] = await session.query('SELECT array_to_json(current_schemas(true))::text AS path');
    const path = JSON.parse(textOf(row, 'path') ?? '[]') as readonly string[];
    // From here on a bare name leads to the server's own schema and nowhere else.
    await session.query("SELECT set_config('search_path', 'pg_catalog', true)");
    const total: { hits: ServerLook['hits']; unknown: ServerLook['unknown'] } = { hits: [], unknown: [] };
    for (const text of texts) {
      const join = (look: ServerLook): ServerLook => ({
        hits: mergeHits([...total.hits, ...look.hits]),
        unknown: [...total.unknown, ...look.unknown],
      });
      const done = join(
        await lookAt({ session, grammar, path }, text, (look) => post({ type: 'counting', look: join(look) })),
      );
      total.hits = done.hits;
      total.unknown = done.unknown;
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
    post({
      type: 'unable',
      why: {
        code: 'unknown.database-failed',
        values: { database: (workerData as ServerJob).target.database, message },
      },
    });
  },
);
