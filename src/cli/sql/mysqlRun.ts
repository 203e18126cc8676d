import { randomBytes } from 'node:crypto';
import { connectMysql, type Line } from '../../preview/mysql/session/connect.ts';
import { openCounting } from '../../preview/mysql/tables/counting.ts';
import { connectFailure } from '../../preview/mysql/session/failure.ts';
import { openCatalogue } from '../../preview/mysql/tables/schema.ts';
import { serverFacts, type Session } from '../../preview/mysql/session/session.ts';
import { DatabaseError } from '../../preview/server/databaseError.ts';
import { saidBy } from '../../preview/server/reachFailure.ts';
import { openMysqlParser, type MysqlParser } from '../../sql/parse/mysql.ts';
import { differencesIn, withMissing, type Expected } from './counts.ts';
import { openTally, removedRows, type Tally } from './mysqlCounts.ts';
import { mysqlText, type MysqlText } from './mysqlStatements.ts';
import type { SqlJob } from './serverRun.ts';
import { LOCK_TIME, openLines, plainRow, type SqlEnd } from './sqlEnd.ts';
import { stoppedBy } from './stoppedBy.ts';

/** Of the server's names of tables both sides come from the server. */
const same = (name: string): string => name;

/** A running text: what the end of it needs to know. */
interface Running {
  readonly job: SqlJob;
  readonly line: Line;
  readonly session: Session;
  readonly parser: MysqlParser;
  /** Right before what cannot be taken back any more. */
  ending(): void;
}

/**
 * Runs a text in one transaction that is committed only when the counts are those that were approved; a change of definitions,
 * which MySQL commits with, alone and after its rows were counted under a lock. Never rejects.
 */
export async function runMysql(job: SqlJob, committing: () => void): Promise<SqlEnd> {
  const { target, text } = job;
  let line: Line | undefined;
  let isOpen = false;
  let isEnding = false;
  try {
    const parser = await openMysqlParser();
    const cut = mysqlText(parser, text);
    line = await connectMysql(target, 'keyturn-sql', { calls: true });
    const ending = (): void => {
      isEnding = true;
      committing();
    };
    const running = { job, line, session: await openRun(line), parser, ending };
    isOpen = true;
    return cut.runs === 'alone'
      ? await runAlone(running, cut)
      : await runTogether(running, cut.statements, cut.readsOnly);
  } catch (error) {
    return stoppedBy(error, target, {
      reached: isOpen || !(error instanceof DatabaseError),
      ending: isEnding && !isRefusal(error),
      connectFailure,
    });
  } finally {
    // Without a COMMIT the server rolls back.
    await line?.close();
  }
}

/** The session in which both is done: counting and the text itself. A lock that others hold ends the whole, not one question. */
async function openRun(line: Line): Promise<Session> {
  const seconds = Math.round(LOCK_TIME / 1_000);
  await line.query(`SET SESSION lock_wait_timeout = ${seconds}, SESSION innodb_lock_wait_timeout = ${seconds}`);
  return { server: await serverFacts(line), query: line.query, close: line.close };
}

async function runTogether(
  { job: { expected, tolerance, target }, line, session, parser, ending }: Running,
  statements: readonly string[],
  readsOnly: boolean,
): Promise<SqlEnd> {
  // Should the server end the transaction by itself, what follows must not be committed one by one.
  await line.query('SET SESSION autocommit = 0');
  if (!readsOnly) await line.query('SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE');
  await line.query('START TRANSACTION');
  // Gone as soon as the transaction is another one. The text must not be able to guess its name.
  const mark = `keyturn_${randomBytes(8).toString('hex')}`;
  await line.query(`SAVEPOINT ${mark}`);
  let stopped: unknown;
  const query: Session['query'] = async (text) => {
    try {
      return await line.query(text);
    } catch (error) {
      // Of these the server may have rolled back all until now.
      if (error instanceof DatabaseError && /^ER_LOCK_/.test(error.code)) stopped ??= error;
      throw error;
    }
  };
  const counting = {
    ...openCounting({ ...session, query }, parser, openCatalogue({ ...session, query }, target.database)),
    figuresOnly: true,
  };
  const tally = openTally(counting, expected);
  const lines = openLines();
  let called = false;
  let counted: ReturnType<Tally['result']>;
  try {
    for (const statement of statements) {
      if (!readsOnly) await tally.ahead(statement);
      if (stopped !== undefined) throw stopped as Error;
      const isCall = /^CALL\b/i.test(statement);
      called ||= isCall;
      tally.changed(await line.each(statement, (row) => lines.add(plainRow(row))));
      if (/^SET\b/i.test(statement)) tally.unsettle();
      // What comes after it must not run outside of our transaction.
      if (isCall && !(await isOurs(line, mark))) return ENDED_ITSELF;
    }
    if (!(await isOurs(line, mark))) return ENDED_ITSELF;
    counted = tally.result();
  } catch (error) {
    const stays = await takenBack(line, mark, called);
    if (stays === undefined) throw error;
    return { ended: 'unsure', message: `${stays} (${saidBy(error, target)})` };
  }
  const measured = withMissing(counted.measured, expected, same);
  const differences = differencesIn(measured, tolerance);
  if (differences.length > 0) {
    const stays = await takenBack(line, mark, called);
    return stays === undefined ? { ended: 'different', differences } : { ended: 'unsure', message: stays };
  }
  ending();
  await line.query('COMMIT');
  return { ended: 'done', lines: lines.all, rows: counted.rows, measured };
}

const ENDED_ITSELF: SqlEnd = { ended: 'unsure', message: 'the text ended its transaction by itself' };

/** Whether our transaction still runs: the mark goes with it. */
async function isOurs(line: Line, mark: string): Promise<boolean> {
  try {
    await line.query(`RELEASE SAVEPOINT ${mark}`);
    await line.query(`SAVEPOINT ${mark}`);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'ER_SP_DOES_NOT_EXIST') return false;
    throw error;
  }
}

/** ER_WARNING_NOT_COMPLETE_ROLLBACK */
const NOT_ROLLED_BACK = '1196';

/** Rolls back. What may stay all the same, in words; undefined: nothing. `called`: procedures ran, which alone can end a transaction. */
async function takenBack(line: Line, mark: string, called: boolean): Promise<string | undefined> {
  try {
    await line.query(`ROLLBACK TO SAVEPOINT ${mark}`);
    await line.query('ROLLBACK');
    const warnings = await line.query('SHOW WARNINGS');
    return warnings.some((row) => row['Code'] === NOT_ROLLED_BACK)
      ? 'it was rolled back, but tables without transactions stay changed'
      : undefined;
  } catch {
    // After a deadlock, and when a connection is lost, the server has rolled back what was open.
    return called ? 'a procedure may have ended the transaction' : undefined;
  }
}

async function runAlone(
  { job: { expected, tolerance, target }, line, session, parser, ending }: Running,
  { statement, lockable, byParts }: MysqlText & { readonly runs: 'alone' },
): Promise<SqlEnd> {
  const counting = openCounting(session, parser, openCatalogue(session, target.database));
  const removed = await removedRows(counting, expected, lockable);
  const differences = differencesIn(withMissing(removed, only(expected), same), tolerance);
  if (differences.length > 0) return { ended: 'different', differences };
  const lines = openLines();
  ending();
  try {
    await line.each(statement, (row) => lines.add(plainRow(row)));
  } catch (error) {
    if (!byParts || !isRefusal(error) || refusesAll(error)) throw error;
    return { ended: 'unsure', message: `a part of it may be done (${saidBy(error, target)})` };
  }
  return { ended: 'done', lines: lines.all, rows: removed.reduce((sum, { real }) => sum + real, 0), measured: removed };
}

/** A definition changes no rows one by one. */
function only(expected: Expected): Expected {
  return { ...expected, changes: new Map() };
}

/** What the server refuses for this it refuses before it begins. */
function refusesAll(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    /^ER_(?:PARSE_ERROR|DB_DROP_EXISTS|LOCK_WAIT_TIMEOUT|TABLE_NOT_LOCKED\w*|\w*ACCESS_DENIED\w*)$/.test(error.code)
  );
}

/** The server said no, and what it was asked was not done. */
function isRefusal(error: unknown): boolean {
  return error instanceof DatabaseError && /^ER_(?!SERVER_SHUTDOWN|QUERY_INTERRUPTED)/.test(error.code);
}
