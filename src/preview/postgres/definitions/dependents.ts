import { numberOf, textOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Remark, Via } from '../../preview.ts';
import type { ServerHit } from '../../server/serverHit.ts';
import { quoted } from '../trees/build.ts';
import type { Counting } from '../tables/counting.ts';
import { rowsOrWhy } from './emptyTables.ts';
import { describe, shownName, type Relation } from '../tables/relation.ts';

/** Names of what goes with a dropped object that are shown; the rest is a number. */
const MOST_NAMES = 20;
/** Tables and columns that go along whose rows are counted. */
const MOST_COUNTED = 30;

/**
 * What depends on the objects, all the way down. Parts of an object (its columns, its own sequences and indexes) are not told,
 * and a view's rule stands for the view.
 */
const DEPENDENTS = `
WITH RECURSIVE gone AS (
  SELECT $1::text::regclass::oid AS classid, o AS objid, 0 AS subid, 0 AS level, false AS part FROM unnest($2::int8[]::oid[]) o
  UNION
  SELECT CASE WHEN d.classid = 'pg_rewrite'::regclass THEN 'pg_class'::regclass::oid ELSE d.classid END,
    CASE WHEN d.classid = 'pg_rewrite'::regclass THEN (SELECT r.ev_class FROM pg_rewrite r WHERE r.oid = d.objid) ELSE d.objid END,
    CASE WHEN d.classid = 'pg_rewrite'::regclass THEN 0 ELSE d.objsubid END,
    g.level + 1, d.deptype IN ('i', 'a', 'P', 'S', 'e', 'x') AND d.classid <> 'pg_rewrite'::regclass
  FROM gone g JOIN pg_depend d ON d.refclassid = g.classid AND d.refobjid = g.objid AND d.deptype IN ('n', 'a', 'i', 'P', 'S', 'e', 'x')
    AND CASE WHEN g.level = 0 THEN $3::int4 = 0 OR d.refobjsubid = $3::int4 ELSE g.subid = 0 OR d.refobjsubid = g.subid END
  WHERE g.level < 30 AND NOT (d.classid = g.classid AND d.objid = g.objid)
)
SELECT DISTINCT i.type::text AS type, i.identity::text AS identity, g.objid::int8::float8 AS oid,
  (SELECT a.attname::text FROM pg_attribute a WHERE g.classid = 'pg_class'::regclass AND g.subid <> 0 AND a.attrelid = g.objid AND a.attnum = g.subid) AS col,
  coalesce((SELECT c.relkind::text FROM pg_class c WHERE g.classid = 'pg_class'::regclass AND c.oid = g.objid), '') AS kind
FROM gone g, LATERAL pg_identify_object(g.classid, g.objid, g.subid) i
WHERE g.level > 0 AND NOT (g.classid = $1::text::regclass AND g.objid = ANY ($2::int8[]::oid[]))
  AND NOT EXISTS (SELECT 1 FROM gone p WHERE p.part AND p.classid = g.classid AND p.objid = g.objid AND p.subid IN (0, g.subid) AND p.level > 0)
  AND (g.subid = 0 OR NOT EXISTS (SELECT 1 FROM gone w WHERE w.classid = g.classid AND w.objid = g.objid AND w.subid = 0))
  AND i.type NOT IN ('type', 'index', 'toast table', 'default value')
ORDER BY 1, 2`;

export interface Dependent {
  readonly type: string;
  readonly name: string;
  readonly oid: number;
  /** As the catalogue of tables has it; a column has its table's. */
  readonly kind: string;
  /** Only this column of the table. */
  readonly column: string | undefined;
}

/** `column`: the number of the only column that goes. */
export async function dependentsOf(
  { session }: Counting,
  catalog: string,
  oids: readonly number[],
  column = 0,
): Promise<readonly Dependent[]> {
  const rows = await session.query(DEPENDENTS, [catalog, oids, column]);
  return rows.map((row) => ({
    type: textOf(row, 'type') ?? '',
    name: textOf(row, 'identity') ?? '',
    oid: numberOf(row, 'oid') ?? 0,
    kind: textOf(row, 'kind') ?? '',
    column: textOf(row, 'col'),
  }));
}

/** Why the server refuses to drop it: it does not say CASCADE, and something depends on it. */
export function refusal(body: Tree, name: string, dependents: readonly Dependent[]): Remark | undefined {
  if (textOf(body, 'behavior') === 'DROP_CASCADE' || dependents.length === 0) return undefined;
  return { code: 'unknown.sql-drop-refused', values: { name, by: namesOf(dependents) } };
}

export function droppedWith(dependents: readonly Dependent[]): readonly Remark[] {
  return dependents.length === 0 ? [] : [{ code: 'note.dropped-with', values: { names: namesOf(dependents) } }];
}

function namesOf(dependents: readonly Dependent[]): string {
  const shown = dependents.slice(0, MOST_NAMES).map(({ type, name }) => `${type} ${name}`);
  const more = dependents.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** Tables and columns among what goes along, with their rows and values. */
export async function tablesAmong(
  counting: Counting,
  dependents: readonly Dependent[],
  unknown: Remark[],
): Promise<readonly ServerHit[]> {
  const tables = dependents.filter(({ kind }) => kind === 'r' || kind === 'p' || kind === 'm');
  if (tables.length > MOST_COUNTED)
    unknown.push({ code: 'unknown.sql-more-tables', values: { count: String(tables.length - MOST_COUNTED) } });
  const counted = tables.slice(0, MOST_COUNTED);
  const all = await describe(
    counting.session,
    counted.map(({ oid }) => oid),
  );
  const hits: ServerHit[] = [];
  for (const { oid, column } of counted) {
    const relation = all.get(oid);
    if (column === undefined || relation === undefined || relation.partition) continue;
    if (relation.barrier === undefined) hits.push(await columnHit(counting, relation, column, 'cascade'));
    else unknown.push(relation.barrier.remark);
  }
  for (const relation of all.values()) {
    if (counted.some(({ oid, column }) => oid === relation.oid && column !== undefined)) continue;
    // Counted with the table above it.
    if (relation.partition) continue;
    const count = await rowsOrWhy(counting, relation, unknown);
    hits.push({
      type: relation.kind === 'm' ? 'view' : 'table',
      name: shownName(relation),
      verb: 'drop',
      via: 'cascade',
      count,
      ...(count.kind === 'exact' ? { of: count.value } : {}),
      bytes: relation.bytes,
      sample: [],
      notes: [],
    });
  }
  return hits;
}

/** The values that go with a column. */
export async function columnHit(
  { session, grammar }: Counting,
  table: Relation,
  column: string,
  via: Via,
  notes: readonly Remark[] = [],
): Promise<ServerHit> {
  const text = `SELECT count(x.${quoted(column)})::float8 AS n, count(*)::float8 AS total FROM ${quoted(table.schema)}.${quoted(table.name)} AS x`;
  const [row = {}] = await session.query(grammar.render(grammar.one(text).body));
  return {
    type: 'column',
    name: `${shownName(table)}.${column}`,
    verb: 'drop',
    via,
    count: { kind: 'exact', value: numberOf(row, 'n') ?? 0 },
    of: numberOf(row, 'total') ?? 0,
    sample: [],
    notes: [{ code: 'note.column-dropped', values: {} }, ...notes],
  };
}
