import { listOf, numberOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Remark } from '../../preview.ts';
import type { ServerHit } from '../../server/serverHit.ts';
import type { Change } from '../../server/textLook.ts';
import type { Counting } from '../tables/counting.ts';
import { dependentsOf, droppedWith, refusal, tablesAmong } from './dependents.ts';
import { withLock } from './dropLocks.ts';
import { dropOthers } from './dropOthers.ts';
import { rowsOrWhy } from './emptyTables.ts';
import { nameOf } from '../trees/expression.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { relationsOf, shownName } from '../tables/relation.ts';

/** DROP of tables, views, schemas, and of what else has rows below it. */
export async function dropObjects(counting: Counting, body: Tree): Promise<Change> {
  const what = textOf(body, 'removeType') ?? '';
  if (what === 'OBJECT_SCHEMA') return dropSchemas(counting, body);
  if (what !== 'OBJECT_TABLE' && what !== 'OBJECT_VIEW' && what !== 'OBJECT_MATVIEW')
    return dropOthers(counting, what, body);
  const { session, path } = counting;
  const names = listOf(body, 'objects').map((object) => nameOf(listOf(treeOf(object.List), 'items')));
  const found = await relationsOf(session, path, names);
  const missing = names.filter((_, index) => found[index] === undefined);
  if (missing.length > 0 && body.missing_ok !== true)
    throw new NotCounted('unknown.sql-missing-table', { name: missing[0]?.name ?? '' });
  const relations = found.filter((relation) => relation !== undefined);
  const other = relations.find(({ kind }) => !KINDS[what].includes(kind));
  if (other !== undefined) throw new NotCounted('unknown.sql-other-kind', { name: shownName(other) });
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

/** Which kinds of the catalogue a DROP takes. */
const KINDS = { OBJECT_TABLE: 'rp', OBJECT_VIEW: 'v', OBJECT_MATVIEW: 'm' } as const;
