import type { Remark } from '../preview.ts';
import { dialWords, type Target } from '../server/target.ts';
import { DatabaseError } from './connect.ts';

/** One sentence for each way in which a database is not reached. */
export function connectFailure(error: unknown, target: Target): Remark {
  const values = { where: dialWords(target.dial), database: target.database, user: target.user };
  const code = error instanceof DatabaseError ? error.code : '';
  const message = error instanceof Error ? error.message.slice(0, 200) : '';
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
    case 'ECONNRESET':
    case 'EACCES':
    case 'EPERM':
    case 'ENOTSOCK':
      return { code: 'unknown.database-unreachable', values: { ...values, why: code } };
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
    case 'CONNECT_TIMEOUT':
    case '57014':
      return { code: 'unknown.database-late', values };
    default:
      return { code: 'unknown.database-failed', values: { ...values, message } };
  }
}
