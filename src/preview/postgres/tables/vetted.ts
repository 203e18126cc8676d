import { numberOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { emptyNamed, walkSelect, type Name, type Named } from '../trees/expression.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { relationsOf, type Relation } from './relation.ts';
import type { Session } from '../session/session.ts';

/** A query whose every name leads to the server's own code and to tables, with those names in full. */
export interface Vetted {
  readonly select: Tree;
  readonly relations: readonly Relation[];
  readonly named: Named;
}

const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax']);

/**
 * Functions and operators that a name could lead to: added to the server's own schema, or in another schema of the path where
 * they could fit plain values, or those of the enumerations and domains that the query names. Casts that somebody added change
 * which one fits.
 */
const OTHERS = `
WITH casts AS (
  SELECT coalesce(bool_or(c.casttarget < 16384), false) AS plain, coalesce(bool_or(c.castcontext = 'i'), false) AS implicit
  FROM pg_cast c WHERE c.oid >= 16384 AND c.castsource < 16384
), others AS (
SELECT n.nspname::text || '.' || p.proname::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.proname::text = ANY ($1::text[]) AND p.oid >= 16384 AND n.nspname::text = ANY ($3::text[])
  AND (n.nspname = 'pg_catalog' OR (SELECT c.implicit FROM casts c) OR p.pronargs = 0 OR NOT EXISTS (SELECT 1 FROM unnest(p.proargtypes::oid[]) a WHERE a >= 16384 AND NOT a = ANY ($4::int8[]::oid[])))
UNION ALL
SELECT n.nspname::text || '.' || o.oprname::text FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE o.oprname::text = ANY ($2::text[]) AND o.oid >= 16384 AND n.nspname::text = ANY ($3::text[])
  AND (n.nspname = 'pg_catalog' OR (SELECT c.implicit FROM casts c) OR ((o.oprleft < 16384 OR o.oprleft = ANY ($4::int8[]::oid[])) AND (o.oprright < 16384 OR o.oprright = ANY ($4::int8[]::oid[]))))
LIMIT 1)
SELECT casts.plain, (SELECT o.name FROM others o) AS other FROM casts`;

const ENUMS = `
SELECT q.i::int4 AS i, t.schema, t.kind, t.oid, t.cast FROM ROWS FROM (unnest($1::text[]), unnest($2::text[])) WITH ORDINALITY AS q(s, r, i)
JOIN LATERAL (
  SELECT n.nspname::text AS schema, t.typtype::text AS kind, t.oid::int8::float8 AS oid,
    EXISTS (SELECT 1 FROM pg_cast x WHERE x.castsource IN (t.oid, t.typarray) OR x.casttarget IN (t.oid, t.typarray)) AS cast
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typname::text = q.r AND CASE WHEN q.s = '' THEN n.nspname::text = ANY ($3::text[]) ELSE n.nspname::text = q.s END
  ORDER BY array_position($3::text[], n.nspname::text) LIMIT 1
) t ON true`;

/** Throws `NotCounted` where anything in the query could run other code than the server's own. */
export async function vet(session: Session, path: readonly string[], select: Tree): Promise<Vetted> {
  const named = emptyNamed();
  walkSelect(select, { named, made: [] });
  const asking = relationsOf(session, path, named.relations);
  // Most queries name no type of somebody's own: what is asked then goes in one flight with the tables.
  askCode(session, path, named, []).catch(() => {});
  const found = await asking;
  const relations = found.map((relation, index) => {
    const name = named.relations[index] ?? { schema: undefined, name: '' };
    if (relation === undefined) throw new NotCounted('unknown.sql-missing-table', { name: written(name) });
    if (relation.barrier !== undefined) throw relation.barrier;
    return relation;
  });
  checkColumns(named, relations);
  const enums = await enumsOf(session, path, named.types);
  await checkCode(session, path, named, [...ownTypes(named, relations), ...[...enums.values()].map(({ oid }) => oid)]);
  const full = (kind: 'relation' | 'type', name: Name): Name => {
    if (kind === 'type') return { schema: enums.get(written(name))?.schema, name: name.name };
    const at = named.relations.findIndex((one) => one.schema === name.schema && one.name === name.name);
    return { schema: relations[at]?.schema, name: name.name };
  };
  return { select: walkSelect(select, { named: emptyNamed(), made: [], full }), relations, named };
}

function checkColumns(named: Named, relations: readonly Relation[]): void {
  const columns = relations.flatMap((relation) => relation.columns);
  const known = new Set(columns.map(({ name }) => name));
  const foreign = columns.filter(({ plain }) => !plain).map(({ name }) => name);
  const other = named.columns.find(
    (name) => !known.has(name) && !named.declared.has(name) && !SYSTEM_COLUMNS.has(name),
  );
  // No column of that name: a whole row, a function in the dress of a field, or a mistake.
  if (other !== undefined) throw new NotCounted('unknown.sql-column', { name: other });
  const reached = named.columns.find(
    (name) => foreign.includes(name) || (named.declared.has(name) && foreign.length > 0 && !known.has(name)),
  );
  const through = reached ?? (named.allColumns ? foreign[0] : undefined);
  if (through !== undefined) throw new NotCounted('unknown.sql-type', { name: through });
}

/** Types that somebody made, of the columns that a query names. */
function ownTypes(named: Named, relations: readonly Relation[]): readonly number[] {
  const columns = relations.flatMap((relation) => relation.columns);
  const used = columns.filter(
    ({ name, ownType }) => ownType !== 0 && (named.allColumns || named.columns.includes(name)),
  );
  return used.map(({ ownType }) => ownType);
}

async function checkCode(
  session: Session,
  path: readonly string[],
  named: Named,
  types: readonly number[],
): Promise<void> {
  if (path.find((schema) => !schema.startsWith('pg_temp')) !== 'pg_catalog') throw new NotCounted('unknown.sql-path');
  // A name in full leads to the server's own schema, whatever else there is; that schema itself is looked at all the same.
  const found = await askCode(session, path, named, types);
  if (found.plain === true) throw new NotCounted('unknown.sql-casts');
  const other = textOf(found, 'other');
  if (other !== undefined) throw new NotCounted('unknown.sql-function', { name: other });
}

/** What one session has asked already: its transaction sees one catalogue from its beginning to its end. */
const vettedCode = new WeakMap<Session, Map<string, Promise<Tree>>>();

function askCode(session: Session, path: readonly string[], named: Named, types: readonly number[]): Promise<Tree> {
  const names = (list: readonly Name[]): readonly string[] => [...new Set(list.map(({ name }) => name))].sort();
  const asked = [names(named.functions), names(named.operators), path, [...new Set(types)].sort()] as const;
  const known = vettedCode.get(session) ?? new Map<string, Promise<Tree>>();
  vettedCode.set(session, known);
  const key = JSON.stringify(asked);
  const asking = known.get(key) ?? session.query(OTHERS, asked).then(([row]) => treeOf(row));
  known.set(key, asking);
  asking.catch(() => known.delete(key));
  return asking;
}

async function enumsOf(
  session: Session,
  path: readonly string[],
  types: readonly Name[],
): Promise<ReadonlyMap<string, { readonly schema: string; readonly oid: number }>> {
  if (types.length === 0) return new Map();
  const rows = await session.query(ENUMS, [
    types.map(({ schema }) => schema ?? ''),
    types.map(({ name }) => name),
    path,
  ]);
  const found = new Map<string, { schema: string; oid: number }>();
  for (const [index, type] of types.entries()) {
    const row = treeOf(rows.find((one) => numberOf(one, 'i') === index + 1));
    if (textOf(row, 'kind') !== 'e' || row.cast === true)
      throw new NotCounted('unknown.sql-type', { name: written(type) });
    found.set(written(type), { schema: textOf(row, 'schema') ?? '', oid: numberOf(row, 'oid') ?? 0 });
  }
  return found;
}

function written({ schema, name }: Name): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
