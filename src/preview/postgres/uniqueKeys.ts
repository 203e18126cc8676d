import { textOf } from '../../sql/parse/tree.ts';
import type { Session } from './session.ts';

/** Columns whose values may stand in a table once. */
export interface UniqueKey {
  readonly constraint: string;
  readonly columns: readonly string[];
  /** Over expressions or a part of the rows, or with nulls that count as equal: not compared by us. */
  readonly special: boolean;
}

const UNIQUE = `
SELECT c.relname::text AS constraint, i.indexprs IS NOT NULL OR i.indpred IS NOT NULL OR coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false) AS special,
  (SELECT array_to_json(array_agg(a.attname::text ORDER BY u.n))::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY u(at, n)
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.at WHERE u.n <= i.indnkeyatts) AS columns
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = $1::int8::oid AND (i.indisunique OR i.indisexclusion) ORDER BY c.relname`;

export async function uniqueKeys(session: Session, oid: number): Promise<readonly UniqueKey[]> {
  return (await session.query(UNIQUE, [oid])).map((row) => ({
    constraint: textOf(row, 'constraint') ?? '',
    columns: JSON.parse(textOf(row, 'columns') ?? '[]') as readonly string[],
    special: row.special === true,
  }));
}
