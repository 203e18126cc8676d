import { openMysqlParser } from '../../sql/parse/mysql.ts';
import { answerJob } from '../server/answerJob.ts';
import { openCounting } from './counting.ts';
import { connectFailure } from './failure.ts';
import { lookAt } from './lookAt.ts';
import { openCatalogue } from './schema.ts';
import { openSession } from './session.ts';

/** Loaded while the thread still waits for its job. */
const parser = openMysqlParser();
// Who needs it hears that it failed.
parser.catch(() => {});

answerJob(async ({ target, limits }) => {
  try {
    const session = await openSession(target, limits);
    const counting = openCounting(session, await parser, openCatalogue(session, target.database));
    return { lookAt: (text, tell) => lookAt(counting, text, tell), close: session.close };
  } catch (error) {
    return connectFailure(error, target);
  }
});
