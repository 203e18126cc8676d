import { textOf } from '../../../sql/parse/tree.ts';
import type { ServerHit } from '../../server/serverHit.ts';
import { lockNotes } from './lockNotes.ts';
import type { Counting } from '../tables/counting.ts';

/**
 * Tables that go, their partitions, and those that lose a part or a key with them: all are locked until the end. A key to a table
 * with partitions is kept once more for each of them, and goes as a whole when one of them does.
 */
const LOCKED = `
WITH RECURSIVE gone AS (
  SELECT o AS oid FROM unnest($1::int8[]::oid[]) o
  UNION SELECT i.inhrelid FROM gone g JOIN pg_inherits i ON i.inhparent = g.oid JOIN pg_class p ON p.oid = i.inhrelid AND p.relispartition
), referring AS (
  SELECT k.oid, k.conparentid FROM pg_constraint k JOIN gone g ON g.oid = k.confrelid WHERE k.contype = 'f'
  UNION SELECT k.oid, k.conparentid FROM referring r JOIN pg_constraint k ON k.oid = r.conparentid
), keys AS (
  SELECT a.oid FROM (SELECT r.oid FROM referring r UNION SELECT k.oid FROM pg_constraint k JOIN gone g ON g.oid = k.conrelid WHERE k.contype = 'f') a
  UNION SELECT k.oid FROM keys f JOIN pg_constraint k ON k.conparentid = f.oid
), locked AS (
  SELECT oid, 0 AS place FROM gone
  UNION ALL SELECT unnest(ARRAY[k.conrelid, k.confrelid]), 1 FROM keys f JOIN pg_constraint k ON k.oid = f.oid
  UNION ALL SELECT i.inhparent, 1 FROM pg_inherits i JOIN gone g ON g.oid = i.inhrelid JOIN pg_class p ON p.oid = g.oid AND p.relispartition
)
SELECT n.nspname::text || '.' || c.relname::text AS name
FROM locked l JOIN pg_class c ON c.oid = l.oid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') GROUP BY 1 ORDER BY min(l.place), 1`;

/** What others wait for when these objects are dropped, said with the first of them. */
export async function withLock(
  { session }: Counting,
  hits: readonly ServerHit[],
  gone: readonly { readonly oid: number; readonly kind: string }[],
): Promise<readonly ServerHit[]> {
  const tables = gone.filter(({ kind }) => /^[rpm]$/.test(kind)).map(({ oid }) => oid);
  if (tables.length === 0) return hits;
  const names = (await session.query(LOCKED, [tables])).map((row) => textOf(row, 'name') ?? '');
  const notes = lockNotes({ lock: 'ACCESS EXCLUSIVE' }, names);
  return hits.map((hit, index) => (index === 0 ? { ...hit, notes: [...hit.notes, ...notes] } : hit));
}
