import type { Via } from '../preview.ts';
import type { Row } from './counters.ts';

/** Rows of one table that one text would hit in one way. */
export interface TableHit {
  readonly table: string;
  readonly type: 'table' | 'view';
  readonly verb: string;
  readonly via: Via;
  /** Of a cascade: the table whose rows take these along. */
  readonly from?: string;
  /** Absent: it was being counted when the time ran out. */
  readonly rows?: number;
  /** The rows are not all that is to be known: keys, triggers or another statement may change them. */
  readonly about?: true;
  readonly of?: number;
  readonly sample: readonly Row[];
  readonly notes: readonly { readonly code: string; readonly values: Readonly<Record<string, string>> }[];
}

/** What one statement hit. */
export interface Ran {
  readonly hits: readonly TableHit[];
}

/** The same table, verb and way of several statements become one. */
export function mergeHits(hits: readonly TableHit[]): readonly TableHit[] {
  const merged = new Map<string, TableHit>();
  for (const hit of hits) {
    const key = `${hit.type} ${hit.verb} ${hit.via} ${hit.table}`;
    const before = merged.get(key);
    merged.set(
      key,
      before === undefined
        ? hit
        : {
            ...before,
            ...(before.about === true || hit.about === true ? { about: true } : {}),
            ...(before.rows === undefined || hit.rows === undefined ? {} : { rows: before.rows + hit.rows }),
            sample: [...before.sample, ...hit.sample].slice(0, 5),
            notes: [...before.notes, ...hit.notes],
          },
    );
  }
  return [...merged.values()];
}
