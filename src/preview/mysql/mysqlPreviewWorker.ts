import { openMysqlParser } from '../../sql/parse/mysql.ts';
import { answerJob } from '../server/answerJob.ts';
import { markedBy } from '../server/marker.ts';
import { openCounting } from './tables/counting.ts';
import { connectFailure } from './session/failure.ts';
import { lookAt } from './lookAt.ts';
import { openCatalogue } from './tables/schema.ts';
import { openSession, type Session } from './session/session.ts';

/** Loaded while the thread still waits for its job. */
const parser = openMysqlParser();
// Who needs it hears that it failed.
parser.catch(() => {});

/** MariaDB keeps a comment of a database; MySQL has none, so that one on a table `keyturn` speaks for it. */
async function commentsOf(session: Session): Promise<readonly string[]> {
  const queries = [
    ...(session.server.mariadb
      ? ['SELECT SCHEMA_COMMENT AS said FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()']
      : []),
    "SELECT TABLE_COMMENT AS said FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'keyturn'",
  ];
  const comments: string[] = [];
  for (const query of queries)
    for (const { said } of await session.query(query).catch(() => []))
      if (typeof said === 'string') comments.push(said);
  return comments;
}

answerJob(async ({ target, limits }) => {
  try {
    const session = await openSession(target, limits);
    const counting = openCounting(session, await parser, openCatalogue(session, target.database));
    return {
      ...markedBy(await commentsOf(session)),
      lookAt: (text, tell) => lookAt(counting, text, tell),
      close: session.close,
    };
  } catch (error) {
    return connectFailure(error, target);
  }
});
