import { textOf } from '../../sql/parse/tree.ts';
import { answerJob } from '../server/answerJob.ts';
import { markedBy } from '../server/marker.ts';
import { connectFailure } from './failure.ts';
import { openGrammar } from './grammar.ts';
import { lookAt } from './lookAt.ts';
import { takePath } from './searchPath.ts';
import { openSession } from './session.ts';

/** Loaded while the thread still waits for its job. */
const opening = openGrammar().then((grammar) => {
  // Its first use takes longest: the code of parser and writer is compiled then.
  grammar.render(
    grammar.one("SELECT count(*) AS n FROM a WHERE b = 'c' AND EXISTS (SELECT 1 FROM d WHERE e IS NOT NULL)").body,
  );
  return grammar;
});
// Who needs it hears that it failed.
opening.catch(() => {});

/** `COMMENT ON DATABASE shop IS '…'`. */
const COMMENT =
  "SELECT c.description FROM pg_catalog.pg_shdescription c JOIN pg_catalog.pg_database d ON d.oid = c.objoid WHERE c.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass AND d.datname = pg_catalog.current_database()";

answerJob(async ({ target, limits }) => {
  try {
    const session = await openSession(target, limits);
    const path = await takePath(session, target.runsAs);
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
