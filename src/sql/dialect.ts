import type { LexRules } from './lex.ts';
import type { Source } from '../reading/reader.ts';

/** How a text is read. `unknown`: no one said which server it is for. */
export type Dialect = 'postgresql' | 'sqlite' | 'mysql' | 'mariadb' | 'tsql' | 'other' | 'unknown';

const NAMES: Readonly<Record<string, Dialect>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  pg: 'postgresql',
  psql: 'postgresql',
  timescaledb: 'postgresql',
  supabase: 'postgresql',
  neon: 'postgresql',
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  libsql: 'sqlite',
  d1: 'sqlite',
  mysql: 'mysql',
  mariadb: 'mariadb',
  tsql: 'tsql',
  transactsql: 'tsql',
  mssql: 'tsql',
  sqlserver: 'tsql',
  '': 'unknown',
  sql: 'unknown',
  unknown: 'unknown',
  generic: 'unknown',
  ansi: 'unknown',
};

/** The name as written, in lower case: `snowflake`, `duckdb`; empty when no one said. */
export function dialectName(source: Source): string {
  return (source.dialect ?? source.connection?.dialect ?? '').toLowerCase();
}

export function dialectOf(source: Source): Dialect {
  const name = dialectName(source);
  return Object.hasOwn(NAMES, name) ? (NAMES[name] ?? 'other') : 'other';
}

const ANSI: LexRules = {
  nameQuotes: '"',
  stringQuotes: "'",
  backslash: false,
  dollarQuotes: false,
  nestedComments: false,
  hashComments: false,
  dashNeedsSpace: false,
};

const MYSQL: LexRules = {
  ...ANSI,
  nameQuotes: '`',
  stringQuotes: `'"`,
  backslash: true,
  hashComments: true,
  dashNeedsSpace: true,
};

export const LEX_RULES: Readonly<Record<Dialect, LexRules>> = {
  postgresql: { ...ANSI, dollarQuotes: true, nestedComments: true },
  sqlite: { ...ANSI, nameQuotes: '"`[' },
  mysql: MYSQL,
  mariadb: MYSQL,
  tsql: { ...ANSI, nameQuotes: '"[', nestedComments: true },
  other: { ...ANSI, nameQuotes: '"`' },
  unknown: { ...ANSI, nameQuotes: '"`' },
};
