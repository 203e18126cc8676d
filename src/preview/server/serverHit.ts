import type { ObjectType } from '../../effect/object.ts';
import { addCounts } from '../addCounts.ts';
import type { Count, Marked, Remark, Via } from '../preview.ts';
import type { RowSample } from '../rowReport.ts';

/** Rows of one table that one text would hit in one way. Structured-cloneable: it comes from a worker. */
export interface ServerHit {
  readonly type: ObjectType;
  readonly name: string;
  readonly verb: string;
  readonly via: Via;
  /** Of a cascade: the table whose rows take these along. */
  readonly from?: string;
  readonly count: Count;
  readonly of?: number;
  readonly bytes?: number;
  readonly sample: readonly RowSample[];
  readonly notes: readonly Remark[];
}

/** A table whose definition changes: no row is lost or changed by it, but others may wait for it. */
export function alteredHit(name: string, bytes: number | undefined, notes: readonly Remark[]): ServerHit {
  const count = { kind: 'exact', value: 0 } as const;
  return {
    type: 'table',
    name,
    verb: 'alter',
    via: 'direct',
    count,
    ...(bytes === undefined ? {} : { bytes }),
    sample: [],
    notes,
  };
}

export interface ServerLook {
  readonly hits: readonly ServerHit[];
  readonly unknown: readonly Remark[];
  /** What comes after it finds other rows or other tables than there are now. */
  readonly changes?: true;
  /** What the database's own comment says that it is. */
  readonly marked?: Marked;
}

/** The same table, verb and way of several statements become one. Its count is known only as well as the worst of them. */
export function mergeHits(hits: readonly ServerHit[]): readonly ServerHit[] {
  const merged = new Map<string, ServerHit>();
  for (const hit of hits) {
    const key = `${hit.type} ${hit.verb} ${hit.via} ${hit.name}`;
    const before = merged.get(key);
    if (before === undefined) {
      merged.set(key, hit);
      continue;
    }
    const { of: _of, ...rest } = before;
    const known = before.of === undefined || hit.of === undefined || before.of !== hit.of ? {} : { of: before.of };
    merged.set(key, {
      ...rest,
      ...known,
      count: addCounts(before.count, hit.count),
      sample: [...before.sample, ...hit.sample].slice(0, 5),
      notes: [...before.notes, ...hit.notes.filter((note) => !before.notes.some((one) => one.code === note.code))],
    });
  }
  return [...merged.values()];
}

/** What was found for a text that runs after another one which changes what it finds. */
export function afterChanges(look: ServerLook): ServerLook {
  return { ...look, hits: doubted(look.hits, [{ code: 'note.depends-before', values: {} }]) };
}

/** The same hits, none of them exact any more, with the reason. */
export function doubted(hits: readonly ServerHit[], why: readonly Remark[]): readonly ServerHit[] {
  if (why.length === 0) return hits;
  return hits.map((hit) => ({
    ...hit,
    count: hit.count.kind === 'exact' ? { ...hit.count, kind: 'estimate' } : hit.count,
    notes: [...hit.notes, ...why.filter((remark) => !hit.notes.some((note) => note.code === remark.code))],
  }));
}
