import { listOf, numberOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Remark } from '../../preview.ts';
import { NotCounted } from '../../server/notCounted.ts';
import type { ServerHit } from '../../server/serverHit.ts';
import type { Change } from '../../server/textLook.ts';
import type { Counting } from '../tables/counting.ts';
import { dependentsOf, droppedWith, refusal, tablesAmong } from './dependents.ts';
import { withLock } from './dropLocks.ts';
import { nameOf, type Name } from '../trees/expression.ts';

/** By what a DROP names: the catalogue that has it, and the columns of its name and its schema there. */
const PLACES: Readonly<Record<string, readonly [catalog: string, name: string, schema: string]>> = {
  OBJECT_TYPE: ['pg_type', 'typname', 'typnamespace'],
  OBJECT_DOMAIN: ['pg_type', 'typname', 'typnamespace'],
  OBJECT_SEQUENCE: ['pg_class', 'relname', 'relnamespace'],
  OBJECT_INDEX: ['pg_class', 'relname', 'relnamespace'],
  OBJECT_FUNCTION: ['pg_proc', 'proname', 'pronamespace'],
  OBJECT_PROCEDURE: ['pg_proc', 'proname', 'pronamespace'],
  OBJECT_ROUTINE: ['pg_proc', 'proname', 'pronamespace'],
  OBJECT_AGGREGATE: ['pg_proc', 'proname', 'pronamespace'],
};

/** What goes alone: nothing depends on it. */
const ALONE = /^OBJECT_(?:TRIGGER|RULE|POLICY|STATISTIC_EXT|EVENT_TRIGGER|PUBLICATION|SUBSCRIPTION)$/;

/** DROP of what has no rows itself: tables and columns may go with it. */
export async function dropOthers(counting: Counting, what: string, body: Tree): Promise<Change> {
  if (ALONE.test(what)) return { hits: [], unknown: [] };
  const isExtension = what === 'OBJECT_EXTENSION';
  const place = PLACES[what];
  const cascades = textOf(body, 'behavior') === 'DROP_CASCADE';
  if (place === undefined && !isExtension) {
    if (cascades) throw new NotCounted('unknown.sql-opaque', { what: `DROP ${words(what)} CASCADE` });
    return { hits: [], unknown: [] };
  }
  const names = listOf(body, 'objects').map(namedBy);
  const found = await Promise.all(names.map((name) => oidsOf(counting, place, name)));
  const missing = names.find((_, index) => found[index]?.length === 0);
  if (missing !== undefined && body.missing_ok !== true)
    throw new NotCounted('unknown.sql-missing-object', { what: words(what).toLowerCase(), name: missing.name });
  const oids = found.flat();
  if (oids.length === 0) return { hits: [], unknown: [] };
  // Functions of one name are told apart by their arguments, which are not compared here.
  if (found.some((some) => some.length > 1)) throw new NotCounted('unknown.sql-form', { what: `DROP ${words(what)}` });
  const dependents = await dependentsOf(counting, place?.[0] ?? 'pg_extension', oids);
  const name = names.map((one) => one.name).join(', ');
  const owned = place?.[0] === 'pg_class' ? await ownerOf(counting, oids) : undefined;
  const refused = owned ?? refusal(body, name, dependents);
  if (refused !== undefined) return { hits: [], unknown: [refused] };
  if (dependents.length === 0) return { hits: [], unknown: [] };
  const unknown: Remark[] = [];
  const along = await tablesAmong(counting, dependents, unknown);
  const own: ServerHit = {
    type: 'unknown',
    name,
    verb: 'drop',
    via: 'direct',
    count: { kind: 'unknown' },
    sample: [],
    notes: droppedWith(dependents),
  };
  return { hits: await withLock(counting, [own, ...along], dependents), unknown };
}

function words(what: string): string {
  return what.replace('OBJECT_', '').replaceAll('_', ' ');
}

function namedBy(object: Tree): Name {
  const list = listOf(treeOf(object.List), 'items');
  const inner = [listOf(treeOf(object.TypeName), 'names'), listOf(treeOf(object.ObjectWithArgs), 'objname'), list];
  return nameOf(inner.find((parts) => parts.length > 0) ?? [object]);
}

async function oidsOf(
  { session, path }: Counting,
  place: (typeof PLACES)[string] | undefined,
  { schema, name }: Name,
): Promise<readonly number[]> {
  if (place === undefined) {
    const rows = await session.query(
      'SELECT x.oid::int8::float8 AS oid FROM pg_extension x WHERE x.extname::text = $1::text',
      [name],
    );
    return rows.map((row) => numberOf(row, 'oid') ?? 0);
  }
  const [table, column, of] = place;
  const rows = await session.query(
    `SELECT x.oid::int8::float8 AS oid FROM ${table} x JOIN pg_namespace n ON n.oid = x.${of}
WHERE x.${column}::text = $1::text AND CASE WHEN $2::text = '' THEN n.nspname::text = ANY ($3::text[]) ELSE n.nspname::text = $2::text END`,
    [name, schema ?? '', path],
  );
  return rows.map((row) => numberOf(row, 'oid') ?? 0);
}

const OWNER = `
SELECT i.identity::text AS owner, c.relname::text AS name FROM pg_depend d JOIN pg_class c ON c.oid = d.objid,
  LATERAL pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid) i
WHERE d.classid = 'pg_class'::regclass AND d.objid = ANY ($1::int8[]::oid[]) AND d.deptype IN ('i', 'e') LIMIT 1`;

/** A part of something else goes with that alone: an identity's sequence, a constraint's index. */
async function ownerOf({ session }: Counting, oids: readonly number[]): Promise<Remark | undefined> {
  const [row] = await session.query(OWNER, [oids]);
  if (row === undefined) return undefined;
  return { code: 'unknown.sql-part-of', values: { name: textOf(row, 'name') ?? '', by: textOf(row, 'owner') ?? '' } };
}
