import { formatDialect, mariadb, mysql, postgresql, snowflake, sqlite, transactsql, bigquery } from 'sql-formatter';

/** Our names of dialects, with the formatter's. */
const DIALECTS = { postgresql, mysql, mariadb, sqlite, tsql: transactsql, bigquery, snowflake } as const;

/**
 * The statement on lines of their own. Throws on text that the formatter cannot read. Undefined without a known dialect:
 * a guess could turn the meaning around.
 */
export function layOutSql(statement: string, dialect: string): string | undefined {
  const known = Object.entries(DIALECTS).find(([name]) => name === dialect)?.[1];
  return known === undefined ? undefined : formatDialect(statement, { dialect: known });
}
