import type { MysqlParser } from '../../../sql/parse/mysql.ts';
import type { Count } from '../../preview.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { foreignKeys, type ForeignKey } from './foreignKeys.ts';
import type { Catalogue } from './schema.ts';
import { literal } from '../statements/sqlText.ts';
import { numberOf, valueOf, type Session } from '../session/session.ts';

/** What the look at one text needs. */
export interface Counting {
  readonly session: Session;
  readonly parser: MysqlParser;
  readonly catalogue: Catalogue;
  /** All foreign keys that can be seen; looked up once. */
  readonly keys: () => Promise<readonly ForeignKey[]>;
  /** Only what is hit is counted: no whole tables, no samples, and no doubts about what this user may see. For a run, which has them from before. */
  readonly figuresOnly?: boolean;
}

export function openCounting(session: Session, parser: MysqlParser, catalogue: Catalogue): Counting {
  let keys: Promise<readonly ForeignKey[]> | undefined;
  return { session, parser, catalogue, keys: () => (keys ??= foreignKeys(session)) };
}

/** Errors of a query that was stopped: its time, or a lock that others hold. */
const LATE = new Set([
  'ER_STATEMENT_TIMEOUT',
  'ER_QUERY_TIMEOUT',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_QUERY_INTERRUPTED',
  'ER_LOCK_DEADLOCK',
]);
const DENIED = new Set(['ER_TABLEACCESS_DENIED_ERROR', 'ER_COLUMNACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR']);

export function isLate(error: unknown): boolean {
  return error instanceof DatabaseError && LATE.has(error.code);
}

export interface Counted {
  readonly count: Count;
  /** The server converted values with a warning: in a change it may refuse them instead. */
  readonly warned: boolean;
}

/** Rows of a query; where counting takes too long, what the server expects, marked as that. */
export async function countRows({ session }: Counting, query: string): Promise<Counted> {
  try {
    const value = await numberOf(session, query);
    const warned = (await numberOf(session, 'SELECT @@warning_count AS n')) > 0;
    return { count: { kind: 'exact', value }, warned };
  } catch (error) {
    if (!isLate(error)) throw error;
    return { count: await expected(session, query), warned: false };
  }
}

/** The plan of a query of one table says how many rows it expects; of several tables it says too little. */
async function expected(session: Session, query: string): Promise<Count> {
  try {
    const rows = await session.query(`EXPLAIN EXTENDED ${query}`).catch(() => session.query(`EXPLAIN ${query}`));
    const [only] = rows;
    const value = Math.round((Number(only?.['rows'] ?? NaN) * Number(only?.['filtered'] ?? 100)) / 100);
    return rows.length === 1 && Number.isFinite(value) ? { kind: 'estimate', value } : { kind: 'unknown' };
  } catch {
    return { kind: 'unknown' };
  }
}

/** What a failure of the database means for the statement that was looked at. */
export function notCountedBy(error: unknown): NotCounted {
  if (error instanceof NotCounted) return error;
  if (!(error instanceof DatabaseError)) throw error;
  if (isLate(error)) return new NotCounted('unknown.sql-late');
  if (DENIED.has(error.code)) return new NotCounted('unknown.sql-permission', { name: error.message });
  return new NotCounted('unknown.sql-count-failed', { message: withoutValues(error.message) });
}

/** The server quotes the value that it could not take: that may be any column's. */
function withoutValues(message: string): string {
  return message.replaceAll(/\b(value:?|entry|path) '[\s\S]*'/gi, "$1 '•••'");
}

/** Whether the user of this session sees all triggers and keys of a database: what it cannot see may change rows all the same. */
export async function seesAll(session: Session, schema: string): Promise<boolean> {
  const who = `GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''') AND PRIVILEGE_TYPE = 'TRIGGER'`;
  const found = await valueOf(
    session,
    `SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE ${who}
UNION ALL SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES WHERE ${who} AND ${literal(schema)} LIKE TABLE_SCHEMA LIMIT 1`,
  );
  return found !== undefined;
}
