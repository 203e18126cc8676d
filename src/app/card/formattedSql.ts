import type { Action } from '../../action/action.ts';

/** UTF-16 units. Longer statements are not laid out: it would take too long, and nobody reads them that way. */
const LONGEST = 50_000;

/** Our names of dialects, in `sql-formatter`'s. Without a dialect nothing is laid out: a guess could turn the meaning around. */
const DIALECTS = {
  postgresql: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  tsql: 'transactsql',
  bigquery: 'bigquery',
  snowflake: 'snowflake',
} as const;

/** The statement laid out for reading, never for running; undefined where that cannot be done. */
export async function formattedSql(action: Action): Promise<string | undefined> {
  if (action.kind !== 'sql' || action.statement.length > LONGEST || action.dialect === undefined) return undefined;
  const dialect = Object.entries(DIALECTS).find(([ours]) => ours === action.dialect)?.[1];
  if (dialect === undefined) return undefined;
  const formatter = await import('sql-formatter');
  try {
    return formatter.formatDialect(action.statement, { dialect: formatter[dialect] });
  } catch {
    // Text that the formatter cannot read is shown as it is.
    return undefined;
  }
}
