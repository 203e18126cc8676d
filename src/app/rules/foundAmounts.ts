import type { Effect } from '../../effect/effect.ts';
import type { PreviewEntry, PreviewReport } from '../../preview/preview.ts';
import { amountByText } from '../../rules/condition/amount.ts';
import type { Amount, CountEffects, Unit } from '../../rules/condition/amount.ts';

interface Found {
  readonly entry: PreviewEntry;
  readonly report: PreviewReport;
}

/**
 * What effects hit by what the previews found. What a cascade or a trigger takes along counts too, for every effect of
 * that source. An effect that no finished look speaks of is not known; while any look goes on, it is still being counted.
 */
export function foundAmounts(reports: readonly PreviewReport[]): CountEffects {
  const running = reports.some(({ state }) => state === 'counting');
  const found = reports.flatMap((report) => report.entries.map((entry) => ({ entry, report })));
  return (effects, unit) => {
    let atLeast = 0;
    let exact = true;
    const counted = new Set<Found>();
    const sources = new Set<PreviewReport>();
    for (const effect of effects) {
      const byText = amountByText(effect, unit);
      if (byText !== undefined) {
        atLeast += byText;
        continue;
      }
      const own = found.filter(({ entry }) => isOf(entry, effect, unit));
      if (own.length === 0) exact = false;
      for (const one of own) {
        counted.add(one);
        sources.add(one.report);
      }
    }
    for (const one of found) if (one.entry.via !== 'direct' && sources.has(one.report)) counted.add(one);
    for (const { entry, report } of counted) {
      const value = valueOf(entry, unit);
      atLeast += value.atLeast;
      // A look that left something out may have left out the most of it.
      exact &&= value.exact && report.state === 'done' && report.unknown.length === 0;
    }
    const end: Amount['end'] = exact ? 'exact' : running ? 'running' : 'unknown';
    return { atLeast, end };
  };
}

function isOf({ object, verb, via, unit }: PreviewEntry, effect: Effect, wanted: Unit): boolean {
  return (
    via === 'direct' &&
    (unit === wanted || wanted === 'bytes') &&
    effect.kind.endsWith(`.${verb}`) &&
    object.type === effect.object.type &&
    object.name === effect.object.name
  );
}

function valueOf(
  { count, bytes, unit }: PreviewEntry,
  wanted: Unit,
): { readonly atLeast: number; readonly exact: boolean } {
  if (wanted === 'bytes') return { atLeast: bytes ?? 0, exact: bytes !== undefined && count.kind === 'exact' };
  if (unit !== wanted) return { atLeast: 0, exact: true };
  // An estimate may be too high as well as too low: it is no number to refuse by, nor one to be content with.
  const known = count.kind === 'exact' || count.kind === 'at-least';
  return { atLeast: known ? (count.value ?? 0) : 0, exact: count.kind === 'exact' && count.value !== undefined };
}
