import { textOf } from '../../../sql/parse/tree.ts';
import { predicateOf, type Predicate } from './conditions.ts';
import type { Counting } from './counting.ts';
import type { Relation } from './relation.ts';

/** Columns whose values may stand in a table once. */
export interface UniqueKey {
  readonly constraint: string;
  readonly columns: readonly string[];
  /** Over expressions, excluding by other operators than equality, or for rows that are not known: not compared by us. */
  readonly special: boolean;
  /** Which rows are in it; undefined: all. */
  readonly only: Predicate | undefined;
  /** Nulls count as equal. */
  readonly nulls: boolean;
  /** It is looked at when all rows have changed, not row by row. */
  readonly late: boolean;
  /** All columns that decide, those of its condition and its expressions too. */
  readonly depends: readonly string[];
}

const UNIQUE = `
SELECT c.relname::text AS constraint, i.indexprs IS NOT NULL OR NOT i.indisunique AS special, pg_get_expr(i.indpred, i.indrelid) AS only,
  coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false) AS nulls, NOT i.indimmediate AS late,
  (SELECT array_to_json(array_agg(a.attname::text ORDER BY u.n))::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY u(at, n)
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.at WHERE u.n <= i.indnkeyatts) AS columns,
  (SELECT array_to_json(array_agg(DISTINCT a.attname::text))::text FROM pg_depend d
     JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid) AS depends
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = $1::int8::oid AND (i.indisunique OR i.indisexclusion) ORDER BY c.relname`;

export async function uniqueKeys(counting: Counting, table: Relation): Promise<readonly UniqueKey[]> {
  const keys: UniqueKey[] = [];
  for (const row of await counting.session.query(UNIQUE, [table.oid])) {
    const columns = JSON.parse(textOf(row, 'columns') ?? '[]') as readonly string[];
    const depends = JSON.parse(textOf(row, 'depends') ?? '[]') as readonly string[];
    const text = textOf(row, 'only');
    const only = text === undefined ? undefined : await predicateOf(counting, table, text);
    keys.push({
      constraint: textOf(row, 'constraint') ?? '',
      columns,
      special: row.special === true || columns.length === 0 || (text !== undefined && only === undefined),
      only,
      nulls: row.nulls === true,
      late: row.late === true,
      depends: [...new Set([...columns, ...depends])],
    });
  }
  return keys;
}

/** Columns that must be known for a row to be compared by a key. */
export function comparedColumns({ columns, only }: UniqueKey): readonly string[] {
  return [...new Set([...columns, ...(only?.columns ?? [])])];
}

/** ` AND …`: that a row is in the key at all. */
export function isIn({ only }: UniqueKey, place: (column: string) => readonly string[]): string {
  return only === undefined ? '' : ` AND ${only.sql(place)}`;
}

/** SQL that says whether two rows have the same key. `of`: a column of the one, `to`: its place in the other. */
export function sameKey(key: UniqueKey, of: (column: string) => string, to: (column: string) => string): string {
  return key.columns
    .map((name) =>
      key.nulls ? `${of(name)} IS NOT DISTINCT FROM ${to(name)}` : `${of(name)} OPERATOR(pg_catalog.=) ${to(name)}`,
    )
    .join(' AND ');
}
