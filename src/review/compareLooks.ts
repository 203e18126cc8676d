import type { PreviewEntry, PreviewReport } from '../preview/preview.ts';

/** Whether two looks found the same, whenever they were taken and whatever they rest on. */
export function sameLook(a: readonly PreviewReport[], b: readonly PreviewReport[]): boolean {
  return JSON.stringify(a.map(found)) === JSON.stringify(b.map(found));
}

function found({ takenAt: _, marks: __, ...rest }: PreviewReport): Omit<PreviewReport, 'takenAt' | 'marks'> {
  return rest;
}

/**
 * Of what an action would hit more now than the person saw: an object of which there is more, which was not seen at all, or
 * of which less can be brought back. Empty when what was counted then cannot be counted now; undefined when there is nothing.
 * Only what was counted exactly can be compared, and that there is less than was seen is no reason to ask again.
 */
export function grownSince(seen: readonly PreviewReport[], now: readonly PreviewReport[]): string | undefined {
  for (const before of seen) {
    if (!isExact(before)) continue;
    const after = now.find(({ source }) => source === before.source);
    if (after === undefined || !isExact(after)) return '';
    const known = new Map(before.entries.map((entry) => [keyOf(entry), entry]));
    const more = after.entries.find((entry) => isMore(known.get(keyOf(entry)), entry));
    if (more !== undefined) return more.object.name;
  }
  return undefined;
}

/** Whether a database says by now that it is weightier than it said, or says so at all. */
export function markedSince(seen: readonly PreviewReport[], now: readonly PreviewReport[]): boolean {
  return weightOf(now) > weightOf(seen);
}

function weightOf(reports: readonly PreviewReport[]): number {
  return Math.max(0, ...reports.map(({ marked }) => (marked === undefined ? 0 : marked === 'staging' ? 1 : 2)));
}

/** Whether `now` has anything to be compared with. */
export function isComparable(seen: readonly PreviewReport[]): boolean {
  return seen.some(isExact);
}

function isExact({ state, entries }: PreviewReport): boolean {
  return state === 'done' && entries.length > 0 && entries.every(({ count }) => count.kind === 'exact');
}

function keyOf({ object, verb, via }: PreviewEntry): string {
  return JSON.stringify([object.type, object.name, verb, via]);
}

function isMore(before: PreviewEntry | undefined, now: PreviewEntry): boolean {
  if ((now.count.value ?? 0) > (before?.count.value ?? 0)) return true;
  const lost = (entry: PreviewEntry | undefined): number =>
    (entry?.parts ?? []).reduce((sum, { count, undo }) => sum + (LOST.has(undo) ? count : 0), 0);
  return lost(now) > lost(before);
}

const LOST: ReadonlySet<string> = new Set(['none', 'unknown']);
