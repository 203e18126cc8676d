/** What a value keeps in memory, in UTF-16 units of its texts. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, inner) => sum + weightOf(inner), 0);
}
