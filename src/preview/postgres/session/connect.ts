import net from 'node:net';
import postgres from 'postgres';
import { treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { dial } from '../../server/dial.ts';
import type { Target } from '../../server/target.ts';

export type Parameter = string | number | boolean | readonly (string | number)[];

/** One connection by the extended protocol, which takes one statement at a time. All throw `DatabaseError`. */
export interface Line {
  send(text: string, parameters?: readonly Parameter[]): Promise<readonly Tree[]>;
  /** Has a statement read and its names and types settled, not planned and not run. */
  describe(text: string): Promise<void>;
  /** Row by row, as values of JavaScript. */
  each(text: string, row: (row: Readonly<Record<string, unknown>>) => void): Promise<void>;
  close(): Promise<void>;
}

const CONNECT_SECONDS = 3;

/** Connects with the first text that is sent. `name`: what the server's list of connections shows; `settings`: in force from the start. */
export function connectPostgres(target: Target, name: string, settings: Readonly<Record<string, string>> = {}): Line {
  let dialled = false;
  const sql = postgres({
    host: 'localhost',
    port: 1,
    user: target.user,
    database: target.database,
    pass: target.password ?? '',
    ssl: tlsOf(target),
    max: 1,
    fetch_types: false,
    prepare: false,
    connect_timeout: CONNECT_SECONDS,
    idle_timeout: 0,
    onnotice: () => {},
    connection: { application_name: name, ...settings },
    // A lost connection must not come back: the new one would be in no transaction.
    socket: () => {
      if (dialled) throw new DatabaseError('08006', 'the connection was lost');
      dialled = true;
      return dial(target.dial);
    },
  } as postgres.Options<Record<string, never>>);
  const extended = { prepare: false, simple: false } as postgres.UnsafeQueryOptions;
  return {
    async send(text, parameters = []) {
      try {
        const rows: unknown = await sql.unsafe(text, parameters.map(textParameter) as never[], extended);
        return Array.isArray(rows) ? rows.map(treeOf) : [];
      } catch (error) {
        throw failureOf(error);
      }
    },
    async describe(text) {
      try {
        await sql.unsafe(text, [], extended).describe();
      } catch (error) {
        throw failureOf(error);
      }
    },
    async each(text, row) {
      try {
        await sql.unsafe<Record<string, unknown>[]>(text, [], extended).forEach(row);
      } catch (error) {
        throw failureOf(error);
      }
    },
    close: () => sql.end({ timeout: 0 }).catch(() => {}),
  };
}

/** The driver is handed a socket, so that it does not know whose certificate it must be. */
function tlsOf({ tls, dial }: Target): false | 'prefer' | object {
  switch (tls) {
    case 'off':
      return false;
    case 'prefer':
      return 'prefer';
    case 'require':
    case 'verify': {
      const name = 'host' in dial && net.isIP(dial.host) === 0 ? { servername: dial.host } : {};
      return { rejectUnauthorized: tls === 'verify', ...name };
    }
  }
}

/** As PostgreSQL reads it; the cast beside each place in the query says what it is. */
function textParameter(value: Parameter): string {
  if (!Array.isArray(value)) return String(value);
  return `{${value.map((one: string | number) => `"${String(one).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}

function failureOf(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code, message } = treeOf(error);
  return new DatabaseError(
    typeof code === 'string' ? code : '',
    typeof message === 'string' ? message.slice(0, 200) : 'failed',
  );
}
