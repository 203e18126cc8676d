import type { Tree } from '../../sql/parse/tree.ts';
import type { Target } from '../server/target.ts';
import type { SessionLimits } from '../server/workerMessages.ts';
import { connectPostgres, type Parameter } from './connect.ts';

/** One connection in one read-only transaction, which is never committed. */
export interface Session {
  /** It looks for another user, whom row-level security may show other rows. */
  readonly forAnother: boolean;
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
    // One after another, in one go: none waits for the answer of the one before.
    await Promise.all(
      [
        'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
        // After a first query the transaction can no longer be made one that writes.
        'SELECT 1',
        `SET LOCAL statement_timeout = ${Math.round(limits.statement)}`,
        `SET LOCAL lock_timeout = ${Math.round(limits.lock)}`,
        'SET LOCAL idle_in_transaction_session_timeout = 15000',
        // Constraints that would be proved against a query may call functions.
        'SET LOCAL constraint_exclusion = off',
        // Compiling a query takes longer than counting a few million rows.
        'SET LOCAL jit = off',
        // The rows of a cascade are kept in memory, not in files.
        "SET LOCAL work_mem = '64MB'",
      ].map((text) => send(text)),
    );
  } catch (error) {
    await close();
    throw error;
  }
  return {
    forAnother: target.runsAs !== undefined,
    async query(text, parameters) {
      const [mark, answer] = [send('SAVEPOINT keyturn'), send(text, parameters)];
      // Whoever asked hears of the first failure; the second is the same.
      answer.catch(() => {});
      await mark;
      try {
        return await answer;
      } catch (error) {
        await send('ROLLBACK TO SAVEPOINT keyturn');
        throw error;
      }
    },
    close,
  };
}
