import { listOf, numberOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Count, Remark } from '../../preview.ts';
import type { ServerHit } from '../../server/serverHit.ts';
import type { Change } from '../../server/textLook.ts';
import { rowsOf, type Counting } from '../tables/counting.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { lockNotes } from './lockNotes.ts';
import { describe, relationsOf, shownName, type Relation } from '../tables/relation.ts';
import type { Session } from '../session/session.ts';
import { triggersOn } from '../cascade/triggers.ts';

/** Tables whose keys refer to one of these, and tables below it, all the way. */
const REFERRING = `
WITH RECURSIVE below AS (
  SELECT o AS oid, 0 AS level FROM unnest($1::int8[]::oid[]) o
  UNION SELECT k.conrelid, b.level + 1 FROM below b JOIN pg_constraint k ON k.contype = 'f' AND k.confrelid = b.oid AND k.conrelid <> b.oid WHERE b.level < 40
)
SELECT DISTINCT b.oid::int8::float8 AS oid FROM below b
WHERE b.level = 0 OR NOT EXISTS (SELECT 1 FROM pg_inherits i JOIN below p ON p.oid = i.inhparent WHERE i.inhrelid = b.oid)`;

/** TRUNCATE: whole tables; with CASCADE also all that refer to them, whatever their keys say. */
export async function truncateTables(counting: Counting, body: Tree): Promise<Change> {
  const { session, path } = counting;
  const names = listOf(body, 'relations').map((item) => {
    const range = treeOf(item.RangeVar);
    return { schema: textOf(range, 'schemaname'), name: textOf(range, 'relname') ?? '' };
  });
  const found = await relationsOf(session, path, names);
  const named = found.map((relation, index) => {
    if (relation === undefined) throw new NotCounted('unknown.sql-missing-table', { name: names[index]?.name ?? '' });
    return relation;
  });
  const only = new Set(
    listOf(body, 'relations').flatMap((item, index) =>
      treeOf(item.RangeVar).inh === true ? [] : (named[index]?.oid ?? []),
    ),
  );
  const parent = named.find(({ oid, kind }) => kind === 'p' && only.has(oid));
  if (parent !== undefined) throw new NotCounted('unknown.sql-only-parts', { name: shownName(parent) });
  const own = named.map(({ oid }) => oid);
  const all = await referring(session, own);
  const others = [
    ...(
      await describe(
        session,
        all.filter((oid) => !own.includes(oid)),
      )
    ).values(),
  ];
  const cascades = textOf(body, 'behavior') === 'DROP_CASCADE';
  const unknown: Remark[] = [];
  if (!cascades && others.length > 0) {
    const by = others.map(shownName).join(', ');
    return {
      hits: [],
      unknown: [{ code: 'unknown.sql-truncate-referred', values: { name: named.map(shownName).join(', '), by } }],
    };
  }
  const hits: ServerHit[] = [];
  for (const [index, relation] of [...named, ...others].entries()) {
    const count = await rowsOrWhy(counting, relation, unknown, only.has(relation.oid));
    const fired = await triggersOn(counting, relation, 'truncate', [], hits, count);
    const inexact = fired.doubts.length > 0 && count.kind === 'exact';
    hits.push({
      type: 'table',
      name: shownName(relation),
      verb: 'truncate',
      via: index < named.length ? 'direct' : 'cascade',
      count: inexact ? { ...count, kind: 'estimate' } : count,
      ...(count.kind === 'exact' && count.value !== undefined ? { of: count.value } : {}),
      bytes: relation.bytes,
      sample: [],
      notes: [
        ...(index === 0 ? lockNotes({ lock: 'ACCESS EXCLUSIVE' }, [...named, ...others].map(shownName)) : []),
        ...fired.notes,
        ...fired.doubts,
      ],
    });
    hits.push(...fired.hits);
  }
  return { hits, unknown };
}

async function referring(session: Session, oids: readonly number[]): Promise<readonly number[]> {
  return (await session.query(REFERRING, [oids])).map((row) => numberOf(row, 'oid') ?? 0);
}

/** All rows of a table that goes as a whole; where they are not counted, it is said why. */
export async function rowsOrWhy(
  counting: Counting,
  relation: Relation,
  unknown: Remark[],
  only = false,
): Promise<Count> {
  if (relation.barrier === undefined) return rowsOf(counting, relation, only);
  unknown.push(relation.barrier.remark);
  return { kind: 'unknown' };
}
