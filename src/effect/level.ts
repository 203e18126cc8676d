/** `unknown` ranks as `high`. */
export const LEVELS = ['none', 'low', 'medium', 'high', 'critical', 'unknown'] as const;

export type Level = (typeof LEVELS)[number];

const RANK: Readonly<Record<Level, number>> = {
  none: 0,
  low: 1,
  medium: 2,
  high: 3,
  unknown: 3,
  critical: 4,
};

export function rank(level: Level): number {
  return RANK[level];
}

/** The worse of two levels. Between `high` and `unknown`, which rank alike, `unknown` is kept: it says more. */
export function worse(a: Level, b: Level): Level {
  if (RANK[a] !== RANK[b]) return RANK[a] > RANK[b] ? a : b;
  return a === 'unknown' ? a : b;
}
