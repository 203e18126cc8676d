import type { Connection } from '../effect/object.ts';
import { absolutePath } from '../effect/path.ts';

const SCHEMES: readonly (readonly [pattern: RegExp, dialect: string])[] = [
  [/^(?:postgres(?:ql)?|cockroach(?:db)?|redshift):/i, 'postgresql'],
  [/^(?:mysql2?|mysqlx):/i, 'mysql'],
  [/^mariadb:/i, 'mariadb'],
  [/^(?:sqlite3?|file|libsql):/i, 'sqlite'],
  [/^(?:mssql|sqlserver|jdbc:sqlserver):/i, 'tsql'],
  [/\.(?:db3?|sqlite3?|sqlitedb)$/i, 'sqlite'],
  [/postgres|(?:^|[^a-z])pg(?:$|[^a-z])/i, 'postgresql'],
  [/mysql/i, 'mysql'],
  [/mariadb/i, 'mariadb'],
  [/sqlite/i, 'sqlite'],
  [/mssql|sql-?server/i, 'tsql'],
];

const NAMES: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  pg: 'postgresql',
  pgsql: 'postgresql',
  sqlite3: 'sqlite',
  mssql: 'tsql',
  sqlserver: 'tsql',
  'transact-sql': 'tsql',
};

/** Spellings that only one dialect has. In this order: a later one is weaker evidence. */
const SPELLINGS: readonly (readonly [pattern: RegExp, dialect: string])[] = [
  [/^\s*PRAGMA\b|\bsqlite_(?:master|schema)\b|\bWITHOUT\s+ROWID\b/i, 'sqlite'],
  [/`[^`\n]*`|\bON\s+DUPLICATE\s+KEY\b|\bENGINE\s*=/i, 'mysql'],
  [/^\s*GO\s*$|\[dbo\]|\bdbo\.|\bSELECT\s+TOP\s/im, 'tsql'],
  [/::[a-z]|\$\$|\$1\b|\bILIKE\b|\bRETURNING\b|\bpg_[a-z]/i, 'postgresql'],
];

/**
 * The dialect of a statement: what the runner named, else what the connection shows, else a spelling that only one has.
 * Undefined when nothing says: the SQL reader then takes the worse of what the readers find.
 */
export function dialectOf(
  statement: string,
  named: string | undefined,
  connection: string | undefined,
): string | undefined {
  if (named !== undefined) {
    const lower = named.toLowerCase();
    return Object.hasOwn(NAMES, lower) ? NAMES[lower] : lower;
  }
  if (connection !== undefined) {
    const shown = SCHEMES.find(([pattern]) => pattern.test(connection));
    if (shown !== undefined) return shown[1];
  }
  const head = statement.slice(0, 20_000);
  return SPELLINGS.find(([pattern]) => pattern.test(head))?.[1];
}

/** Where the statement would run. A SQLite file becomes an absolute path; a URL loses its password. */
export function connectionOf(
  connection: string | undefined,
  dialect: string | undefined,
  cwd: string,
): Connection | undefined {
  if (connection === undefined) return undefined;
  if (dialect === 'sqlite') {
    const path = connection.replace(/^(?:sqlite3?|file):(?:\/\/(?=\/))?/i, '').replace(/\?.*$/s, '');
    return { dialect, target: path === ':memory:' || path === '' ? ':memory:' : absolutePath(path, cwd) };
  }
  return {
    dialect: dialect ?? '',
    target: connection.replace(/^([a-z0-9+.:-]{1,40}:\/\/[^\s/:@]{0,200}):[^\s/@]{0,400}@/i, '$1@'),
  };
}

const SQL_KEY = /^(?:sql|query|queries|statement|statements|q|command|script|ddl)$/i;
const SQL_HEAD =
  /^(?:\s|--[^\n]*\n|\/\*[^*]*\*\/|\()*(?:select|with|insert|update|delete|truncate|create|alter|drop|grant|revoke|merge|replace|copy|call|do|exec(?:ute)?|begin|start\s+transaction|set|pragma|vacuum|attach|explain|analyze)\b/i;

/** Whether a tool's argument is to be read as SQL: by its key, or because it starts like a statement. */
export function looksLikeSql(key: string, value: string): boolean {
  return SQL_HEAD.test(value) || (SQL_KEY.test(key) && /\s/.test(value) && !value.trimStart().startsWith('{'));
}
