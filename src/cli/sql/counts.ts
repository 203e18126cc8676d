import type { Answer } from '../client/answer.ts';

export const CHANGES = ['insert', 'update', 'delete'] as const;
export type Change = (typeof CHANGES)[number];
/** Rows that go with their table, or by TRUNCATE: no trigger and no statistics see them. */
export type Removal = 'drop' | 'truncate';

/** The rows that the person was shown. Structured-cloneable. */
export interface Expected {
  /** Table ⇒ change ⇒ rows. What a cascade or a trigger adds belongs to the same sum. */
  readonly changes: ReadonlyMap<string, ReadonlyMap<Change, number>>;
  /** Tables that would be dropped or emptied, with their rows. */
  readonly removals: readonly { readonly table: string; readonly removal: Removal; readonly rows: number }[];
  /** All that would be hit was shown, with exact counts: then a table that was not shown must not change at all. */
  readonly whole: boolean;
}

/** What became of the rows of one table, beside what was shown. */
export interface Measured {
  readonly table: string;
  readonly change: Change | Removal;
  /** Absent: the person was shown no exact count. */
  readonly shown?: number;
  readonly real: number;
}

/** `fold`: how the database compares the names of tables. */
export function expectedCounts(
  { preview = [], wholePreview = false }: Pick<Answer, 'preview' | 'wholePreview'>,
  fold: (name: string) => string,
): Expected {
  const changes = new Map<string, Map<Change, number>>();
  const removals: { table: string; removal: Removal; rows: number }[] = [];
  const unsure: [string, Change][] = [];
  let whole = wholePreview && preview.length > 0;
  for (const { object, verb, count } of preview) {
    if (object.type !== 'table') continue;
    const table = fold(object.name);
    const rows = count.kind === 'exact' ? count.value : undefined;
    if (rows === undefined) whole = false;
    if (verb === 'drop' || verb === 'truncate') {
      if (rows !== undefined) removals.push({ table: object.name, removal: verb, rows });
      continue;
    }
    const change = changeOf(verb);
    if (change === undefined) continue;
    if (rows === undefined) unsure.push([table, change]);
    const sums = changes.get(table) ?? new Map<Change, number>();
    changes.set(table, sums.set(change, (sums.get(change) ?? 0) + (rows ?? 0)));
  }
  // A part that is not known makes the sum unknown: there is nothing to compare with.
  for (const [table, change] of unsure) changes.get(table)?.delete(change);
  return { changes, removals, whole };
}

/** A cascade says what it sets (`set null`); what REPLACE takes away fires no trigger and is not counted here. */
export function changeOf(verb: string): Change | undefined {
  if (verb.startsWith('set ')) return 'update';
  return CHANGES.find((change) => change === verb);
}

/** How many rows the person was shown for a change; undefined: nothing to compare with. */
export function shownFor({ changes, whole }: Expected, table: string, change: Change): number | undefined {
  return changes.get(table)?.get(change) ?? (whole ? 0 : undefined);
}

/** What was shown and did not come at all is measured too. */
export function withMissing(
  measured: readonly Measured[],
  expected: Expected,
  fold: (name: string) => string,
): readonly Measured[] {
  const missing: Measured[] = [];
  for (const [table, sums] of expected.changes)
    for (const [change, shown] of sums)
      if (!measured.some((one) => fold(one.table) === table && one.change === change))
        missing.push({ table, change, shown, real: 0 });
  return [...measured, ...missing];
}

/** Those that are further from what was shown than `tolerance` percent of it. */
export function differencesIn(measured: readonly Measured[], tolerance: number): readonly Measured[] {
  return measured.filter(
    ({ shown, real }) => shown !== undefined && Math.abs(real - shown) > Math.floor((shown * tolerance) / 100),
  );
}
