import type { PreviewEntry, PreviewReport } from './preview.ts';

/** Rows lost in one go, from this many on, are a serious loss. */
const MANY_ROWS = 1_000;

const LOSSES: ReadonlySet<string> = new Set([
  'delete',
  'drop',
  'replace',
  'update',
  'set null',
  'set default',
  'alter',
  'truncate',
]);

/** What found rows of tables raise the level to. */
export function raiseOf(entries: readonly PreviewEntry[]): PreviewReport['raise'] {
  const lost = entries.filter(({ verb, count }) => LOSSES.has(verb) && (count.value ?? 0) > 0);
  const whole = lost.some(({ count, of }) => of !== undefined && of > 0 && count.value === of);
  const rows = lost.reduce((sum, { count }) => sum + (count.value ?? 0), 0);
  if (rows === 0) return undefined;
  return whole || rows >= MANY_ROWS ? { level: 'high', rule: 'preview.many-rows' } : undefined;
}
