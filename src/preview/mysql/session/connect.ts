import mysql from 'mysql2';
import { treeOf } from '../../../sql/parse/tree.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { dial } from '../../server/dial.ts';
import type { Target } from '../../server/target.ts';

/** Columns of a row by their names, as text; null where the value is. */
export type Row = Readonly<Record<string, string | null>>;

/** One connection that takes one statement at a time. All throw `DatabaseError`. */
export interface Line {
  query(text: string): Promise<readonly Row[]>;
  /** Row by row, as values of JavaScript. What the server says that the statement changed: an UPDATE counts what it meets, changed or not. */
  each(text: string, row: (row: Readonly<Record<string, unknown>>) => void): Promise<number>;
  close(): Promise<void>;
}

const CONNECT_MS = 3_000;
/** Nothing of a capability that we do not use is offered: no files of ours, one statement at a time, names parsed as for the client. */
const FLAGS = ['-LOCAL_FILES', '-IGNORE_SPACE', '-ODBC', '-MULTI_STATEMENTS'];

/** Connects. `name`: what the server's list of connections shows. `calls`: statements may give several results, as CALL does. */
export async function connectMysql(
  target: Target,
  name: string,
  { calls }: { readonly calls: boolean },
): Promise<Line> {
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
    flags: calls ? FLAGS : [...FLAGS, '-MULTI_RESULTS'],
    // The driver would otherwise write code for each form of an answer.
    disableEval: true,
    typeCast: (field) => field.string(),
    connectAttributes: { program_name: name },
    // The socket is ours; the name is for the check of a certificate alone.
    ...('host' in target.dial ? { host: target.dial.host } : {}),
    ...tlsOf(target),
  });
  // A connection that breaks fails the query that waits; the one between two queries must not end the thread.
  connection.on('error', () => {});
  return {
    query: (text) =>
      new Promise((resolve, reject) => {
        connection.query(text, (error: unknown, rows: unknown) => {
          if (error !== null && error !== undefined) reject(failureOf(error));
          else resolve(Array.isArray(rows) ? (rows as Row[]) : []);
        });
      }),
    each: (text, row) =>
      new Promise((resolve, reject) => {
        let changed = 0;
        let areRows = false;
        let wrong: unknown;
        const fail = (error: unknown): void => void (wrong ??= error);
        // Of a lost connection a query without a callback hears nothing.
        const lost = (error: unknown): void => reject(failureOf(error));
        connection.once('error', lost);
        connection
          .query({ sql: text, typeCast: plainValue })
          .on('fields', (fields: unknown) => void (areRows = Array.isArray(fields)))
          .on('result', (result: unknown) => {
            if (!areRows) {
              const { affectedRows } = treeOf(result);
              changed += typeof affectedRows === 'number' ? affectedRows : 0;
              return;
            }
            try {
              row(treeOf(result));
            } catch (error) {
              fail(error);
            }
          })
          .on('error', (error: unknown) => fail(failureOf(error)))
          .on('end', () => {
            connection.off('error', lost);
            if (wrong === undefined) resolve(changed);
            else reject(wrong as Error);
          });
      }),
    close: () => {
      connection.destroy();
      return Promise.resolve();
    },
  };
}

type Cast = Extract<mysql.TypeCast, (...words: never[]) => unknown>;

/** Whole numbers where JavaScript holds them exactly, moments as the server writes them. */
const plainValue: Cast = (field, next) => {
  switch (field.type) {
    case 'LONGLONG': {
      const text = field.string();
      return text !== null && Number.isSafeInteger(Number(text)) ? Number(text) : text;
    }
    case 'DATE':
    case 'DATETIME':
    case 'TIMESTAMP':
    case 'TIME':
    case 'NEWDATE':
    case 'DECIMAL':
    case 'NEWDECIMAL':
      return field.string();
    default:
      return next();
  }
};

/** The driver cannot try with and without; to this machine nothing is hidden by it. */
function tlsOf({ tls, dial: to }: Target): { readonly ssl?: mysql.SslOptions } {
  if (tls === 'off' || (tls === 'prefer' && !('host' in to))) return {};
  return { ssl: { rejectUnauthorized: tls === 'verify', verifyIdentity: tls === 'verify' } };
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
