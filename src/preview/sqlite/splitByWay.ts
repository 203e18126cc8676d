import { actionOn, parentOf, same, type Measured } from './measure.ts';
import type { ForeignKey } from './schema.ts';
import type { TableHit } from './tableHit.ts';
import type { RowChange } from './touchedRows.ts';

/** What the statement names itself. */
export function ownHit(table: string, type: TableHit['type'], verb: string, of: number | undefined): TableHit {
  return { table, type, verb, via: 'direct', ...(of === undefined ? {} : { of }), sample: [], notes: [] };
}

/**
 * Every change by what caused it: the statement's own rows, which SQLite counts without those of keys and triggers; then what
 * happens without triggers too, so by foreign keys; the rest is by triggers.
 */
export function splitByWay(
  all: Measured,
  bare: Measured | undefined,
  totals: ReadonlyMap<string, number>,
  direct: { readonly table: string; readonly verb: string } | undefined,
  keys: readonly ForeignKey[],
): TableHit[] {
  const hits: TableHit[] = [];
  for (const [table, changes] of all.counts) {
    const of = (totals.get(table) ?? 0) + (changes.delete ?? 0) - (changes.insert ?? 0);
    const isNamed = direct !== undefined && same(table, direct.table);
    for (const change of ['delete', 'update', 'insert'] as const) {
      const times = changes[change] ?? 0;
      if (times === 0) continue;
      const own = isNamed ? ownTimes(all, bare, table, change, direct.verb) : 0;
      // Without its triggers it may not even run: then keys and triggers are not told apart.
      const withKeys = Math.max(own, Math.min(times, bare?.counts.get(table)?.[change] ?? own));
      const lasting = change === 'update' ? all.lasting.get(table) : times;
      const isUpsert = isNamed && change === 'update' && direct.verb === 'insert';
      const sample = all.samples.get(`${change} ${table}`) ?? [];
      const add = (via: TableHit['via'], verb: string, part: number): void => {
        if (part === 0) return;
        const from = via === 'cascade' ? parentOf(table, keys, all.counts) : undefined;
        // A row may be updated twice, or go after all: of which way those are is not known.
        const isSure =
          (via === 'direct' && !isUpsert) || (lasting === times && (via === 'direct' || bare !== undefined));
        hits.push({
          ...ownHit(table, 'table', verb, change === 'insert' ? undefined : of),
          via,
          ...(from === undefined ? {} : { from }),
          ...(isSure ? {} : { about: true }),
          rows: isSure || lasting === undefined || lasting === 0 ? part : Math.min(part, lasting),
          sample: part === times || via === 'direct' ? sample : [],
        });
      };
      add('direct', change, own);
      add('cascade', change === 'update' ? actionOn(table, keys, all.counts) : change, withKeys - own);
      add('trigger', change, times - withKeys);
    }
  }
  return hits;
}

/** How many of the changes in the table that the statement names are its own; an INSERT may update a row that is there. */
function ownTimes(all: Measured, bare: Measured | undefined, table: string, change: RowChange, verb: string): number {
  const times = all.counts.get(table)?.[change] ?? 0;
  if (change === verb) {
    // Keys insert nothing: what an upsert inserts without triggers are its own rows.
    const most = change === 'insert' && bare !== undefined ? (bare.counts.get(table)?.insert ?? 0) : times;
    return Math.min(times, most, all.changed);
  }
  if (verb !== 'insert' || change !== 'update') return 0;
  return Math.min(times, Math.max(0, all.changed - ownTimes(all, bare, table, 'insert', verb)));
}
