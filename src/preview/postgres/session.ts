import type { Tree } from '../../sql/parse/tree.ts';
import type { Target } from '../server/target.ts';
import type { SessionLimits } from '../server/workerMessages.ts';
import { connectPostgres, type Parameter } from './connect.ts';

/** One connection in one read-only transaction, which is never committed. */
export interface Session {
  /** Rows of one query. Throws `DatabaseError`; the transaction stays usable. */
  query(text: string, parameters?: readonly Parameter[]): Promise<readonly Tree[]>;
  close(): Promise<void>;
}

/**
 * Connects and begins. What protects: the extended protocol, which takes one statement at a time; a transaction that is read
 * only, which can no longer be changed once a query was made in it; short limits. What runs in it is built by us alone.
 */
export async function openSession(target: Target, limits: SessionLimits): Promise<Session> {
  const { send, close } = connectPostgres(target, 'keyturn-preview');
  try {
    await send('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    // After a first query the transaction can no longer be made one that writes.
    await send('SELECT 1');
    await send(`SET LOCAL statement_timeout = ${Math.round(limits.statement)}`);
    await send(`SET LOCAL lock_timeout = ${Math.round(limits.lock)}`);
    await send(`SET LOCAL idle_in_transaction_session_timeout = 15000`);
    // Constraints that would be proved against a query may call functions.
    await send('SET LOCAL constraint_exclusion = off');
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async query(text, parameters) {
      await send('SAVEPOINT keyturn');
      try {
        return await send(text, parameters);
      } catch (error) {
        await send('ROLLBACK TO SAVEPOINT keyturn');
        throw error;
      }
    },
    close,
  };
}
