import net from 'node:net';
import postgres from 'postgres';
import { treeOf, type Tree } from '../../sql/parse/tree.ts';
import type { Target } from '../server/target.ts';

/** One connection in one read-only transaction, which is never committed. */
export interface Session {
  /** Rows of one query. Throws `DatabaseError`; the transaction stays usable. */
  query(text: string, parameters?: readonly Parameter[]): Promise<readonly Tree[]>;
  close(): Promise<void>;
}

export type Parameter = string | number | boolean | readonly (string | number)[];

export class DatabaseError extends Error {
  /** SQLSTATE, or a code of the system (`ECONNREFUSED`). */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface SessionLimits {
  /** Milliseconds one query may take. */
  readonly statement: number;
  /** Milliseconds it may wait for a lock. */
  readonly lock: number;
}

const CONNECT_SECONDS = 3;

/**
 * Connects and begins. What protects: the extended protocol, which takes one statement at a time; a transaction that is read
 * only, which can no longer be changed once a query was made in it; short limits. What runs in it is built by us alone.
 */
export async function openSession(target: Target, limits: SessionLimits): Promise<Session> {
  let dialled = false;
  const sql = postgres({
    host: 'localhost',
    port: 1,
    user: target.user,
    database: target.database,
    pass: target.password ?? '',
    ssl: target.tls === 'off' ? false : target.tls,
    max: 1,
    fetch_types: false,
    prepare: false,
    connect_timeout: CONNECT_SECONDS,
    idle_timeout: 0,
    onnotice: () => {},
    connection: { application_name: 'keyturn-preview' },
    // A lost connection must not come back: the new one would be in no transaction.
    socket: () => {
      if (dialled) throw new DatabaseError('08006', 'the connection was lost');
      dialled = true;
      return dial(target.dial);
    },
  } as postgres.Options<Record<string, never>>);
  const send = async (text: string, parameters: readonly Parameter[] = []): Promise<readonly Tree[]> => {
    try {
      const rows: unknown = await sql.unsafe(
        text,
        parameters.map(textParameter) as never[],
        { prepare: false, simple: false } as postgres.UnsafeQueryOptions,
      );
      return Array.isArray(rows) ? rows.map(treeOf) : [];
    } catch (error) {
      throw failureOf(error);
    }
  };
  const close = (): Promise<void> => sql.end({ timeout: 0 }).catch(() => {});
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

/** As PostgreSQL reads it; the cast beside each place in the query says what it is. */
function textParameter(value: Parameter): string {
  if (!Array.isArray(value)) return String(value);
  return `{${value.map((one: string | number) => `"${String(one).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}

async function dial(to: Target['dial']): Promise<net.Socket> {
  if ('path' in to) return connected({ path: to.path });
  let last: unknown;
  for (const host of to.addresses) {
    try {
      return await connected({ host, port: to.port });
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

function connected(to: net.NetConnectOpts): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(to);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

function failureOf(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code, message } = treeOf(error);
  return new DatabaseError(
    typeof code === 'string' ? code : '',
    typeof message === 'string' ? message.slice(0, 200) : 'failed',
  );
}
