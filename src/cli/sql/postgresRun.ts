import { connectPostgres, type Line } from '../../preview/postgres/session/connect.ts';
import { connectFailure } from '../../preview/postgres/session/failure.ts';
import { openPostgresParser, type PostgresStatement } from '../../sql/parse/postgres.ts';
import { textOf } from '../../sql/parse/tree.ts';
import { differencesIn, withMissing } from './counts.ts';
import { changedRows, removedRows, sameName } from './postgresCounts.ts';
import type { SqlJob } from './serverRun.ts';
import { LOCK_TIME, openLines, plainRow, type SqlEnd } from './sqlEnd.ts';
import { stoppedBy } from './stoppedBy.ts';
import { Unfit } from './unfit.ts';

/**
 * Runs a text in one transaction that is committed only when the counts are those that were approved. Never rejects.
 * `committing` is called right before the end of which nobody can know, should the connection be lost.
 */
export async function runPostgres(job: SqlJob, committing: () => void): Promise<SqlEnd> {
  const { target, text, expected, tolerance } = job;
  let line: Line | undefined;
  let isOpen = false;
  let isEnding = false;
  try {
    const statements = await statementsOf(text);
    line = connectPostgres(target, 'keyturn-sql');
    await line.send('BEGIN');
    isOpen = true;
    await line.send(`SET LOCAL lock_timeout = ${LOCK_TIME}`);
    const began = await beginningOf(line);
    const removed = await removedRows(line, expected);
    const lines = openLines();
    for (const statement of statements) await line.each(statement, (row) => lines.add(plainRow(row)));
    // What is put off until the end happens now, so that it is counted.
    await line.send('SET CONSTRAINTS ALL IMMEDIATE');
    const changed = await changedRows(line, expected);
    if ((await beginningOf(line)) !== began)
      return { ended: 'unsure', message: 'the text ended its transaction by itself' };
    const measured = withMissing([...removed, ...changed], expected, sameName);
    const differences = differencesIn(measured, tolerance);
    if (differences.length > 0) {
      await line.send('ROLLBACK');
      return { ended: 'different', differences };
    }
    committing();
    isEnding = true;
    await line.send('COMMIT');
    return { ended: 'done', lines: lines.all, rows: measured.reduce((sum, { real }) => sum + real, 0), measured };
  } catch (error) {
    return stoppedBy(error, target, {
      reached: isOpen || error instanceof Unfit,
      ending: isEnding && !isRefusal(error),
      connectFailure,
    });
  } finally {
    // Without a COMMIT the server rolls back.
    await line?.close();
  }
}

/** Cut by the server's own grammar, and sent one by one: then no COMMIT inside can make its first half stay. */
async function statementsOf(text: string): Promise<readonly string[]> {
  const parser = await openPostgresParser();
  const parsed = parser.parse(text);
  // A newer server may understand it. It takes one statement at a time, and says what it does not take.
  if (!parsed.ok) return [text];
  const inner = unwrapped(parsed.statements);
  for (const { tag, body } of inner) {
    if (tag === 'TransactionStmt') throw new Unfit('the text begins or ends a transaction in the middle');
    if (tag === 'CopyStmt' && body.is_program !== true && textOf(body, 'filename') === undefined)
      throw new Unfit('COPY from standard input or to standard output needs a client such as psql');
  }
  if (inner.length === 0) throw new Unfit('there is no statement in the text');
  return inner.map(({ start, end }) => text.slice(start, end));
}

/** A text may bring its own BEGIN and COMMIT around all of it: ours stand in their place. */
function unwrapped(statements: readonly PostgresStatement[]): readonly PostgresStatement[] {
  const kindOf = (statement: PostgresStatement | undefined): string | undefined =>
    statement?.tag === 'TransactionStmt' &&
    Object.keys(statement.body).every((key) => key === 'kind' || key === 'location')
      ? textOf(statement.body, 'kind')
      : undefined;
  const begins = ['TRANS_STMT_BEGIN', 'TRANS_STMT_START'].includes(kindOf(statements[0]) ?? '');
  return begins && kindOf(statements.at(-1)) === 'TRANS_STMT_COMMIT' ? statements.slice(1, -1) : statements;
}

/** When the transaction began, to the microsecond: another one began at another time. */
async function beginningOf(line: Line): Promise<string | undefined> {
  const [row = {}] = await line.send('SELECT pg_catalog.transaction_timestamp()::pg_catalog.text AS began');
  return textOf(row, 'began');
}

/** SQLSTATEs have five characters: the server said no, and rolled back. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?!08|57)[0-9A-Z]{5}$/.test(String(error.code));
}
