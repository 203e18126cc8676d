import { numberOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Remark } from '../../preview.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { quoted } from '../trees/build.ts';
import { withHit } from '../trees/withHit.ts';
import type { Counting } from '../tables/counting.ts';
import { keysFrom, type ForeignKey } from '../tables/foreignKeys.ts';
import { describe, shownName, type Column, type Relation } from '../tables/relation.ts';
import { vet } from '../tables/vetted.ts';

/** What is known of the rows that new values refer to. */
export interface Parents {
  readonly doubts: readonly Remark[];
  readonly unknown: readonly Remark[];
}

/**
 * Whether rows with new values refer to rows that are there. `set`: the columns that get values; `rows`: the query that gives
 * those of these columns as `n0`, `n1` …
 */
export async function missingParents(
  counting: Counting,
  table: Relation,
  set: readonly string[],
  rows: (columns: readonly Column[]) => Tree,
): Promise<Parents> {
  const keys = (await keysFrom(counting.session, table.oid)).filter((key) =>
    key.childColumns.some((name) => set.includes(name)),
  );
  if (keys.length === 0) return { doubts: [], unknown: [] };
  const parents = await describe(counting.session, [...new Set(keys.map(({ parent }) => parent))]);
  const doubts: Remark[] = [];
  const unknown: Remark[] = [];
  for (const key of keys) {
    const values = { name: shownName(table), key: key.name };
    const missing = await without(counting, table, key, parents.get(key.parent), rows);
    if (missing === 0) continue;
    // A row may refer to one that comes with it, or that changes with it.
    if (missing === undefined || key.unusual || key.parent === table.oid)
      doubts.push({ code: 'note.parent-there', values });
    else {
      const of = parents.get(key.parent);
      unknown.push({
        code: 'unknown.sql-no-parent',
        values: { ...values, count: String(missing), of: of === undefined ? '' : shownName(of) },
      });
      doubts.push({ code: 'note.would-fail', values: {} });
    }
  }
  return { doubts, unknown };
}

/** How many rows refer to none; undefined: that cannot be counted. */
async function without(
  { session, path, grammar }: Counting,
  table: Relation,
  key: ForeignKey,
  parent: Relation | undefined,
  rows: (columns: readonly Column[]) => Tree,
): Promise<number | undefined> {
  const columns = key.childColumns.map((name) => table.columns.find((one) => one.name === name));
  if (parent === undefined || parent.barrier !== undefined || !key.plain) return undefined;
  const known = columns.filter((one) => one?.plain === true).filter((one) => one !== undefined);
  if (known.length < columns.length) return undefined;
  const given = known.map((_, index) => `h.n${index} IS NOT NULL`).join(' AND ');
  const meets = key.parentColumns
    .map((name, index) => `x.${quoted(name)} OPERATOR(pg_catalog.=) h.n${index}`)
    .join(' AND ');
  // Rows of tables that inherit are not what the key refers to.
  const only = parent.kind === 'r' && parent.parent ? 'ONLY ' : '';
  const there = `SELECT 1 FROM ${only}${quoted(parent.schema)}.${quoted(parent.name)} AS x WHERE ${meets}`;
  const some = known.map((_, index) => `h.n${index} IS NOT NULL`).join(' OR ');
  const half = key.full && known.length > 1 ? ` OR (${some}) AND NOT (${given})` : '';
  const skeleton = `WITH keyturn_hit AS (SELECT 1) SELECT count(*)::float8 AS n FROM keyturn_hit AS h WHERE ${given} AND NOT EXISTS (${there})${half}`;
  try {
    const { select } = await vet(session, path, rows(known));
    const [row = {}] = await session.query(grammar.render(withHit(grammar, skeleton, select)));
    return numberOf(row, 'n') ?? 0;
  } catch (error) {
    if (error instanceof NotCounted || error instanceof DatabaseError) return undefined;
    throw error;
  }
}
