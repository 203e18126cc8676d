import { textOf } from '../../sql/parse/tree.ts';
import { answerJob } from '../server/answerJob.ts';
import { markedBy } from '../server/marker.ts';
import { connectFailure } from './session/failure.ts';
import { openGrammar } from './trees/grammar.ts';
import { lookAt } from './lookAt.ts';
import { takePath } from './session/searchPath.ts';
import { openSession } from './session/session.ts';

/** Loaded while the thread still waits for its job. */
const opening = openGrammar();
let hasJob = false;
// A job that is there already goes first. Who needs the grammar hears that it failed.
opening.then(({ rehearse }) => void setImmediate(() => hasJob || rehearse())).catch(() => {});

/** `COMMENT ON DATABASE shop IS '…'`. */
const COMMENT =
  "SELECT c.description FROM pg_catalog.pg_shdescription c JOIN pg_catalog.pg_database d ON d.oid = c.objoid WHERE c.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass AND d.datname = pg_catalog.current_database()";

answerJob(async ({ target, limits }) => {
  hasJob = true;
  try {
    const session = await openSession(target, limits);
    // The comment is asked for when the path is taken: the server keeps the order.
    const [path, comments] = await Promise.all([
      takePath(session, target.runsAs),
      session.query(COMMENT).catch(() => []),
    ]);
    const grammar = await opening;
    return {
      ...markedBy(comments.map((comment) => textOf(comment, 'description'))),
      lookAt: (text, tell) => lookAt({ session, grammar, path }, text, tell),
      close: session.close,
    };
  } catch (error) {
    return connectFailure(error, target);
  }
});
