/** Dialects of ours that can be laid out. Of any other a guess could turn the meaning around. */
const DIALECTS = ['postgresql', 'mysql', 'mariadb', 'sqlite', 'tsql', 'bigquery', 'snowflake'] as const;

export type LayoutDialect = (typeof DIALECTS)[number];

export function isDialect(name: unknown): name is LayoutDialect {
  return DIALECTS.some((known) => known === name);
}
