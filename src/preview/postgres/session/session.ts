import type { Tree } from '../../../sql/parse/tree.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import type { Target } from '../../server/target.ts';
import type { SessionLimits } from '../../server/workerMessages.ts';
import { connectPostgres, type Line, type Parameter } from './connect.ts';

/** One connection in one read-only transaction, which is never committed. */
export interface Session {
  /** It looks for another user, whom row-level security may show other rows. */
  readonly forAnother: boolean;
  /** Rows of one query. Throws `DatabaseError`; the transaction stays usable. */
  query(text: string, parameters?: readonly Parameter[]): Promise<readonly Tree[]>;
  /**
   * What the server has against a statement when it settles its names and types; undefined: nothing, or it does not say. It is not
   * planned and not run, and the lock that settling takes is given back. `path`: schemas in which its names are looked for.
   */
  objection(text: string, path: readonly string[]): Promise<DatabaseError | undefined>;
  close(): Promise<void>;
}

/** SQLSTATE classes by which a statement itself is at fault: its words, its values, what the server cannot do. */
const AT_FAULT = /^(?:0A|21|22|42(?!501))/;

/**
 * Connects and begins. What protects: the extended protocol, which takes one statement at a time; a transaction that is read
 * only, which can no longer be changed once a query was made in it; short limits. What runs in it is built by us alone.
 */
export async function openSession(target: Target, limits: SessionLimits): Promise<Session> {
  const { send, describe, close } = await begin(target, limits, READ_ONLY).catch((error: unknown) => {
    // Poolers take no setting with the login that they do not know.
    const isPooler = error instanceof DatabaseError && /startup parameter/i.test(error.message);
    if (isPooler) return begin(target, limits, {});
    throw error;
  });
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
    async objection(text, path) {
      const names = path.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
      await send('SAVEPOINT keyturn');
      try {
        await send("SELECT set_config('search_path', $1::text, true)", [names]);
        await describe(text);
        return undefined;
      } catch (error) {
        if (error instanceof DatabaseError) return AT_FAULT.test(error.code) ? error : undefined;
        throw error;
      } finally {
        // It brings the path back too.
        await send('ROLLBACK TO SAVEPOINT keyturn');
      }
    },
    close,
  };
}

/** A trigger of the database may fire when somebody logs in, before our transaction begins. */
const READ_ONLY = { default_transaction_read_only: 'on' };

async function begin(target: Target, limits: SessionLimits, settings: Readonly<Record<string, string>>): Promise<Line> {
  const line = connectPostgres(target, 'keyturn-preview', settings);
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
      ].map((text) => line.send(text)),
    );
    return line;
  } catch (error) {
    await line.close();
    throw error;
  }
}
