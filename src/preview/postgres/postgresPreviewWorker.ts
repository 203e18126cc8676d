import { textOf } from '../../sql/parse/tree.ts';
import { answerJob } from '../server/answerJob.ts';
import { markedBy } from '../server/marker.ts';
import { connectFailure } from './failure.ts';
import { openGrammar } from './grammar.ts';
import { lookAt } from './lookAt.ts';
import { openSession } from './session.ts';

/** Loaded while the thread still waits for its job. */
const opening = openGrammar();
// Who needs it hears that it failed.
opening.catch(() => {});

/** `COMMENT ON DATABASE shop IS '…'`. */
const COMMENT =
  "SELECT c.description FROM pg_catalog.pg_shdescription c JOIN pg_catalog.pg_database d ON d.oid = c.objoid WHERE c.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass AND d.datname = pg_catalog.current_database()";

answerJob(async ({ target, limits }) => {
  try {
    const session = await openSession(target, limits);
    const [row = {}] = await session.query('SELECT array_to_json(current_schemas(true))::text AS path');
    const path = JSON.parse(textOf(row, 'path') ?? '[]') as readonly string[];
    // From here on a bare name leads to the server's own schema and nowhere else.
    await session.query("SELECT set_config('search_path', 'pg_catalog', true)");
    const comments = await session.query(COMMENT).catch(() => []);
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
