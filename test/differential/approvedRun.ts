import { expectedCounts, type Expected } from '../../src/cli/sql/counts.ts';
import type { SqlEnd } from '../../src/cli/sql/sqlEnd.ts';
import type { ServerLook } from '../../src/preview/server/serverHit.ts';

/** What a run compares with when a person approves what a look found as it is. */
export function approvedBy({ hits, unknown }: ServerLook): Expected {
  const preview = hits.map(({ type, name, ...hit }) => ({ object: { type, name }, ...hit }));
  return expectedCounts({ preview, wholePreview: unknown.length === 0 }, (name) => name);
}

/** How a run ended, in one line. */
export function said(end: SqlEnd): string {
  const all = end.ended === 'done' ? end.measured : end.ended === 'different' ? end.differences : [];
  const rows = all.map(
    ({ change, table, shown, real }) => `${change} ${table}: ${shown ?? '?'} shown, ${real} in fact`,
  );
  return `${end.ended}: ${'message' in end ? end.message : rows.join('; ')}`;
}
