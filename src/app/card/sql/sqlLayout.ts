import { formatDialect, mariadb, mysql, postgresql, snowflake, sqlite, transactsql, bigquery } from 'sql-formatter';
import type { LayoutDialect } from './sqlDialects.ts';

/** Our names of dialects, with the formatter's. */
const DIALECTS = { postgresql, mysql, mariadb, sqlite, tsql: transactsql, bigquery, snowflake } as const;

/** The statement on lines of their own. Throws on text that the formatter cannot read. */
export function layOutSql(statement: string, dialect: LayoutDialect): string {
  return formatDialect(statement, { dialect: DIALECTS[dialect] });
}
