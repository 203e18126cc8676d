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

const BACKSLASH: LexRules = { ...ANSI, nameQuotes: '"`', backslash: true };
/** Dialects that are read by the rules of others and write their strings in a way of their own, by name. */
const OWN_WRITING: Readonly<Record<string, LexRules>> = {
  clickhouse: BACKSLASH,
  snowflake: { ...BACKSLASH, dollarQuotes: true },
  bigquery: { ...BACKSLASH, nameQuotes: '`', stringQuotes: `'"`, hashComments: true },
  databricks: { ...BACKSLASH, nameQuotes: '`', stringQuotes: `'"` },
  spark: { ...BACKSLASH, nameQuotes: '`', stringQuotes: `'"` },
  sparksql: { ...BACKSLASH, nameQuotes: '`', stringQuotes: `'"` },
  hive: { ...BACKSLASH, nameQuotes: '`', stringQuotes: `'"` },
};

/** How a dialect writes. `name`: its own name, in lower case, where it is one of many. */
export function lexRules(dialect: Dialect, name: string): LexRules {
  return dialect === 'other' && Object.hasOwn(OWN_WRITING, name)
    ? (OWN_WRITING[name] ?? LEX_RULES.other)
    : LEX_RULES[dialect];
}

export const LEX_RULES: Readonly<Record<Dialect, LexRules>> = {
  postgresql: { ...ANSI, dollarQuotes: true, nestedComments: true },
  sqlite: { ...ANSI, nameQuotes: '"`[' },
  mysql: MYSQL,
  mariadb: MYSQL,
  tsql: { ...ANSI, nameQuotes: '"[', nestedComments: true },
  other: { ...ANSI, nameQuotes: '"`' },
  unknown: { ...ANSI, nameQuotes: '"`' },
};
