import type { Count } from './preview.ts';

/**
 * Two counts as one, known only as well as the worse of both. What is "about" may be less: where one of them has no end,
 * only what is certain of the other makes "at least".
 */
export function addCounts(a: Count, b: Count): Count {
  const value = (a.value ?? 0) + (b.value ?? 0);
  const kinds = [a.kind, b.kind];
  if (kinds.includes('unknown') || kinds.includes('at-least')) {
    const certain = [a, b].reduce((sum, one) => (one.kind === 'estimate' ? sum : sum + (one.value ?? 0)), 0);
    if (certain > 0) return { kind: 'at-least', value: certain };
    if (value > 0) return { kind: 'estimate', value };
    return kinds.includes('unknown') ? { kind: 'unknown' } : { kind: 'at-least', value };
  }
  return { kind: kinds.includes('estimate') ? 'estimate' : 'exact', value };
}
