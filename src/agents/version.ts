/** The first `1.2.3` in what a program says of itself. */
export function versionIn(text: string): string | undefined {
  return /\b\d+\.\d+\.\d+\b/.exec(text)?.[0];
}

/** Numbers compared one by one: 2.1.330 is newer than 2.1.295. */
export function versionAtLeast(version: string, least: string): boolean {
  const left = version.split('.').map(Number);
  const right = least.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
