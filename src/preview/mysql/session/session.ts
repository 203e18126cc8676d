import type { Target } from '../../server/target.ts';
import type { SessionLimits } from '../../server/workerMessages.ts';
import { connectMysql, type Line, type Row } from './connect.ts';
import { literal } from '../statements/sqlText.ts';

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
  readonly patch: number;
  /** In capitals. */
  readonly modes: readonly string[];
  /** Table names are the same in small and large letters. */
  readonly foldsTables: boolean;
  readonly keysChecked: boolean;
  readonly charset: string;
}

/**
 * Connects and begins. A read-only transaction stops changes of rows but not of tables: what protects is that only queries built
 * by us are sent, one at a time, with short limits.
 */
export async function openSession(target: Target, limits: SessionLimits): Promise<Session> {
  const { query, close } = await connectMysql(target, 'keyturn-preview', { calls: false });
  try {
    const server = await serverFacts({ query });
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

/** Whole seconds, at least one: the server knows no shorter wait. */
function seconds(ms: number): number {
  return Math.max(1, Math.round(ms / 1_000));
}

const FACTS =
  'SELECT VERSION() AS version, @@sql_mode AS modes, @@lower_case_table_names AS folds, @@foreign_key_checks AS checks, @@collation_connection AS charset';

export async function serverFacts({ query }: Pick<Line, 'query'>): Promise<Server> {
  const [row = {}] = await query(FACTS);
  const version = row['version'] ?? '';
  const [, major, minor, patch] = /^(?:5\.5\.5-)?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return {
    mariadb: /mariadb/i.test(version),
    version: [Number(major ?? 0), Number(minor ?? 0)],
    patch: Number(patch ?? 0),
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
