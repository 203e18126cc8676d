import { listOf, numberOf, textOf, treeOf, type Tree } from '../../sql/parse/tree.ts';
import type { Remark } from '../preview.ts';
import type { ServerHit } from '../server/serverHit.ts';
import type { Change } from '../server/textLook.ts';
import type { Counting } from './counting.ts';
import { withLock } from './dropLocks.ts';
import { rowsOrWhy } from './emptyTables.ts';
import { nameOf } from './expression.ts';
import { NotCounted } from '../server/notCounted.ts';
import { describe, relationsOf, shownName } from './relation.ts';

/** Names of what goes with a dropped object that are shown; the rest is a number. */
const MOST_NAMES = 20;
/** Tables of one schema whose rows are counted. */
const MOST_TABLES = 30;

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
    g.level + 1, d.deptype IN ('i', 'a', 'P', 'S') AND d.classid <> 'pg_rewrite'::regclass
  FROM gone g JOIN pg_depend d ON d.refclassid = g.classid AND d.refobjid = g.objid AND d.deptype IN ('n', 'a', 'i', 'P', 'S')
    AND ($3::int4 = 0 OR g.level > 0 OR d.refobjsubid = $3::int4)
  WHERE g.level < 30 AND NOT (d.classid = g.classid AND d.objid = g.objid)
)
SELECT DISTINCT i.type::text AS type, i.identity::text AS identity, g.classid = 'pg_class'::regclass AS relation, g.objid::int8::float8 AS oid,
  coalesce((SELECT c.relkind::text FROM pg_class c WHERE g.classid = 'pg_class'::regclass AND c.oid = g.objid), '') AS kind
FROM gone g, LATERAL pg_identify_object(g.classid, g.objid, g.subid) i
WHERE g.level > 0 AND g.subid = 0 AND NOT (g.classid = $1::text::regclass AND g.objid = ANY ($2::int8[]::oid[]))
  AND NOT EXISTS (SELECT 1 FROM gone p WHERE p.part AND p.classid = g.classid AND p.objid = g.objid AND p.level > 0)
  AND i.type NOT IN ('type', 'index', 'toast table', 'default value')
ORDER BY 1, 2`;

interface Dependent {
  readonly type: string;
  readonly name: string;
  readonly oid: number;
  readonly kind: string;
}

async function dependentsOf(
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
  }));
}

/** DROP of tables, views, schemas, and of what else has rows below it. */
export async function dropObjects(counting: Counting, body: Tree): Promise<Change> {
  const what = textOf(body, 'removeType') ?? '';
  if (what === 'OBJECT_SCHEMA') return dropSchemas(counting, body);
  if (what !== 'OBJECT_TABLE' && what !== 'OBJECT_VIEW' && what !== 'OBJECT_MATVIEW') return { hits: [], unknown: [] };
  const { session, path } = counting;
  const names = listOf(body, 'objects').map((object) => nameOf(listOf(treeOf(object.List), 'items')));
  const found = await relationsOf(session, path, names);
  const missing = names.filter((_, index) => found[index] === undefined);
  if (missing.length > 0 && body.missing_ok !== true)
    throw new NotCounted('unknown.sql-missing-table', { name: missing[0]?.name ?? '' });
  const relations = found.filter((relation) => relation !== undefined);
  if (relations.length === 0) return { hits: [], unknown: [] };
  const oids = relations.map(({ oid }) => oid);
  const dependents = await dependentsOf(counting, 'pg_class', oids);
  const refused = refusal(body, relations.map(shownName).join(', '), dependents);
  if (refused !== undefined) return { hits: [], unknown: [refused] };
  const unknown: Remark[] = [];
  const hits: ServerHit[] = [];
  for (const relation of relations) {
    const isView = relation.kind === 'v';
    const count = isView ? { kind: 'unknown' as const } : await rowsOrWhy(counting, relation, unknown);
    hits.push({
      type: isView || relation.kind === 'm' ? 'view' : 'table',
      name: shownName(relation),
      verb: 'drop',
      via: 'direct',
      count,
      ...(count.kind === 'exact' ? { of: count.value } : {}),
      bytes: relation.bytes,
      sample: [],
      notes: hits.length === 0 ? droppedWith(dependents) : [],
    });
  }
  hits.push(...(await tablesAmong(counting, dependents, unknown)));
  return { hits: await withLock(counting, hits, [...relations, ...dependents]), unknown };
}

async function dropSchemas(counting: Counting, body: Tree): Promise<Change> {
  const { session } = counting;
  const names = listOf(body, 'objects').map((object) => textOf(treeOf(object.String), 'sval') ?? '');
  const rows = await session.query(
    'SELECT n.oid::int8::float8 AS oid FROM pg_namespace n WHERE n.nspname::text = ANY ($1::text[])',
    [names],
  );
  if (rows.length < names.length && body.missing_ok !== true)
    throw new NotCounted('unknown.sql-missing-schema', { name: names.join(', ') });
  const dependents = await dependentsOf(
    counting,
    'pg_namespace',
    rows.map((row) => numberOf(row, 'oid') ?? 0),
  );
  const refused = refusal(body, names.join(', '), dependents);
  if (refused !== undefined) return { hits: [], unknown: [refused] };
  const unknown: Remark[] = [];
  const tables = await tablesAmong(counting, dependents, unknown);
  const schemas: readonly ServerHit[] = names.map((name, index) => ({
    type: 'schema',
    name,
    verb: 'drop',
    via: 'direct',
    count: { kind: 'unknown' },
    sample: [],
    notes: index === 0 ? droppedWith(dependents) : [],
  }));
  return { hits: await withLock(counting, [...schemas, ...tables], dependents), unknown };
}

function refusal(body: Tree, name: string, dependents: readonly Dependent[]): Remark | undefined {
  if (textOf(body, 'behavior') === 'DROP_CASCADE' || dependents.length === 0) return undefined;
  return { code: 'unknown.sql-drop-refused', values: { name, by: namesOf(dependents) } };
}

function droppedWith(dependents: readonly Dependent[]): readonly Remark[] {
  return dependents.length === 0 ? [] : [{ code: 'note.dropped-with', values: { names: namesOf(dependents) } }];
}

function namesOf(dependents: readonly Dependent[]): string {
  const shown = dependents.slice(0, MOST_NAMES).map(({ type, name }) => `${type} ${name}`);
  const more = dependents.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

async function tablesAmong(
  counting: Counting,
  dependents: readonly Dependent[],
  unknown: Remark[],
): Promise<readonly ServerHit[]> {
  const tables = dependents.filter(({ kind }) => kind === 'r' || kind === 'p' || kind === 'm');
  if (tables.length > MOST_TABLES)
    unknown.push({ code: 'unknown.sql-more-tables', values: { count: String(tables.length - MOST_TABLES) } });
  const relations = await describe(
    counting.session,
    tables.slice(0, MOST_TABLES).map(({ oid }) => oid),
  );
  const hits: ServerHit[] = [];
  for (const relation of relations.values()) {
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
