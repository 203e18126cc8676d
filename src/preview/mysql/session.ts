import mysql from 'mysql2';
import { treeOf } from '../../sql/parse/tree.ts';
import { DatabaseError } from '../server/databaseError.ts';
import { dial } from '../server/dial.ts';
import type { Target } from '../server/target.ts';
import type { SessionLimits } from '../server/workerMessages.ts';
import { literal } from './sqlText.ts';

/** Columns of a row by their names, as text; null where the value is. */
export type Row = Readonly<Record<string, string | null>>;

/** One connection in one read-only transaction, which is never committed. */
export interface Session {
  /** What the server is like, as it was when the session began. */
  readonly server: Server;
  /** Rows of one query. Throws `DatabaseError`; the transaction stays usable. */
  query(text: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export interface Server {
  readonly mariadb: boolean;
  /** `[10, 11]` */
  readonly version: readonly [major: number, minor: number];
  /** In capitals. */
  readonly modes: readonly string[];
  /** Table names are the same in small and large letters. */
  readonly foldsTables: boolean;
  readonly keysChecked: boolean;
  readonly charset: string;
}

const CONNECT_MS = 3_000;
/** Nothing of a capability that we do not use is offered: no files of ours, one statement at a time, names parsed as for the client. */
const FLAGS = ['-LOCAL_FILES', '-IGNORE_SPACE', '-ODBC', '-MULTI_RESULTS', '-MULTI_STATEMENTS'];

/**
 * Connects and begins. A read-only transaction stops changes of rows but not of tables: what protects is that only queries built
 * by us are sent, one at a time, with short limits.
 */
export async function openSession(target: Target, limits: SessionLimits): Promise<Session> {
  const stream = await dial(target.dial).catch((error: unknown) => {
    throw failureOf(error);
  });
  const connection = mysql.createConnection({
    stream,
    user: target.user,
    password: target.password ?? '',
    ...(target.database === '' ? {} : { database: target.database }),
    charset: 'utf8mb4',
    connectTimeout: CONNECT_MS,
    multipleStatements: false,
    flags: FLAGS,
    // The driver would otherwise write code for each form of an answer.
    disableEval: true,
    typeCast: (field) => field.string(),
    connectAttributes: { program_name: 'keyturn-preview' },
    // The socket is ours; the name is for the check of a certificate alone.
    ...('host' in target.dial ? { host: target.dial.host } : {}),
    ...tlsOf(target),
  });
  // A connection that breaks fails the query that waits; the one between two queries must not end the thread.
  connection.on('error', () => {});
  const query = (text: string): Promise<readonly Row[]> =>
    new Promise((resolve, reject) => {
      connection.query(text, (error: unknown, rows: unknown) => {
        if (error !== null && error !== undefined) reject(failureOf(error));
        else resolve(Array.isArray(rows) ? (rows as Row[]) : []);
      });
    });
  const close = async (): Promise<void> => {
    connection.destroy();
    await Promise.resolve();
  };
  try {
    const server = serverOf((await query(FACTS))[0] ?? {});
    await query('SET SESSION TRANSACTION READ ONLY');
    await query(
      `SET SESSION lock_wait_timeout = ${seconds(limits.lock)}, SESSION innodb_lock_wait_timeout = ${seconds(limits.lock)}`,
    );
    await query(
      server.mariadb
        ? `SET SESSION max_statement_time = ${limits.statement / 1_000}`
        : `SET SESSION max_execution_time = ${Math.round(limits.statement)}`,
    );
    await query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    return { server, query, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The driver cannot try with and without; to this machine nothing is hidden by it. */
function tlsOf({ tls, dial: to }: Target): { readonly ssl?: mysql.SslOptions } {
  if (tls === 'off' || (tls === 'prefer' && !('host' in to))) return {};
  return { ssl: { rejectUnauthorized: tls === 'verify', verifyIdentity: tls === 'verify' } };
}

/** Whole seconds, at least one: the server knows no shorter wait. */
function seconds(ms: number): number {
  return Math.max(1, Math.round(ms / 1_000));
}

const FACTS =
  'SELECT VERSION() AS version, @@sql_mode AS modes, @@lower_case_table_names AS folds, @@foreign_key_checks AS checks, @@collation_connection AS charset';

function serverOf(row: Row): Server {
  const version = row['version'] ?? '';
  const [, major, minor] = /^(?:5\.5\.5-)?(\d+)\.(\d+)/.exec(version) ?? [];
  return {
    mariadb: /mariadb/i.test(version),
    version: [Number(major ?? 0), Number(minor ?? 0)],
    modes: (row['modes'] ?? '').toUpperCase().split(','),
    foldsTables: row['folds'] !== '0',
    keysChecked: row['checks'] !== '0',
    charset: row['charset'] ?? '',
  };
}

/** One value of one row; undefined: no row, or null. */
export async function valueOf(session: Session, text: string): Promise<string | undefined> {
  const [row = {}] = await session.query(text);
  return Object.values(row)[0] ?? undefined;
}

export async function numberOf(session: Session, text: string): Promise<number> {
  return Number((await valueOf(session, text)) ?? 0);
}

/** `TABLE_SCHEMA = 'x' AND TABLE_NAME = 'y'`: equalities of constants, by which the server opens this table alone. */
export function isTable(
  schema: string,
  name: string,
  [schemaColumn, nameColumn]: readonly [string, string] = ['TABLE_SCHEMA', 'TABLE_NAME'],
): string {
  return `${schemaColumn} = ${literal(schema)} AND ${nameColumn} = ${literal(name)}`;
}

function failureOf(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code, message, errno } = treeOf(error);
  return new DatabaseError(
    // The driver has no name for MariaDB's own time limit.
    errno === 1969 ? 'ER_STATEMENT_TIMEOUT' : typeof code === 'string' ? code : '',
    typeof message === 'string' ? message.slice(0, 200) : 'failed',
  );
}
