import type { Remark } from '../../preview.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { reachFailure, saidBy } from '../../server/reachFailure.ts';
import { dialWords, type Target } from '../../server/target.ts';

/** One sentence for each way in which a database is not reached. */
export function connectFailure(error: unknown, target: Target): Remark {
  const values = { where: dialWords(target.dial), database: target.database, user: target.user };
  const code = error instanceof DatabaseError ? error.code : '';
  // The driver's own word for a server that hung up.
  const unreached = reachFailure(code === 'PROTOCOL_CONNECTION_LOST' ? 'ECONNRESET' : code, target);
  if (unreached !== undefined) return unreached;
  const message = saidBy(error, target);
  switch (code) {
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR':
    case 'ER_NOT_SUPPORTED_AUTH_MODE':
    case 'AUTH_SWITCH_PLUGIN_ERROR':
      return { code: 'unknown.database-login', values };
    case 'ER_BAD_DB_ERROR':
      return { code: 'unknown.database-missing', values };
    case 'ER_DBACCESS_DENIED_ERROR':
      return { code: 'unknown.database-denied', values };
    case 'ER_CON_COUNT_ERROR':
    case 'ER_HOST_IS_BLOCKED':
      return { code: 'unknown.database-busy', values: { ...values, message } };
    default:
      return { code: 'unknown.database-failed', values: { ...values, message } };
  }
}
