import type { Remark } from '../../preview.ts';
import { reachFailure, saidBy } from '../../server/reachFailure.ts';
import { dialWords, type Target } from '../../server/target.ts';
import { DatabaseError } from '../../server/databaseError.ts';

/** One sentence for each way in which a database is not reached. */
export function connectFailure(error: unknown, target: Target): Remark {
  const values = { where: dialWords(target.dial), database: target.database, user: target.user };
  const code = error instanceof DatabaseError ? error.code : '';
  const unreached = reachFailure(code, target);
  if (unreached !== undefined) return unreached;
  const message = saidBy(error, target);
  switch (code) {
    case '28P01':
    case '28000':
    case 'SASL_SIGNATURE_MISMATCH':
      return { code: 'unknown.database-login', values };
    case '3D000':
      return { code: 'unknown.database-missing', values };
    case '42501':
      return { code: 'unknown.database-denied', values };
    case '57P03':
    case '53300':
      return { code: 'unknown.database-busy', values: { ...values, message } };
    case '57014':
      return { code: 'unknown.database-late', values };
    default:
      return { code: 'unknown.database-failed', values: { ...values, message } };
  }
}
