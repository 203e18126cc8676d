import type { Remark } from '../preview.ts';

export const WOULD_FAIL: Remark = { code: 'note.would-fail', values: {} };
export const UNSTEADY: Remark = { code: 'note.unsteady', values: {} };

/** Remarks once each. */
export function unique(remarks: readonly Remark[]): readonly Remark[] {
  const seen = new Set<string>();
  return remarks.filter((remark) => {
    const key = JSON.stringify(remark);
    return seen.has(key) ? false : seen.add(key);
  });
}
