export interface Spread {
  readonly median: number;
  readonly p90: number;
  readonly p95: number;
  readonly runs: number;
}

/** Milliseconds of `runs` runs, the first `warm` of them not counted. */
export async function times(runs: number, warm: number, once: () => unknown): Promise<Spread> {
  const all: number[] = [];
  for (let run = -warm; run < runs; run += 1) {
    const start = performance.now();
    await once();
    if (run >= 0) all.push(performance.now() - start);
  }
  return spread(all);
}

export function spread(all: readonly number[]): Spread {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { median: at(0.5), p90: at(0.9), p95: at(0.95), runs: sorted.length };
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

/** `promised`: in words, and whether the figure keeps it. */
export function say(
  figure: string,
  measured: string,
  promised?: { readonly words: string; readonly met: boolean },
): void {
  const verdict = promised === undefined ? '' : `  promised ${promised.words}: ${promised.met ? 'met' : 'NOT MET'}`;
  console.log(`${figure.padEnd(62)} ${measured}${verdict}`);
}

/** A spread beside the limit that its median must keep. */
export function saySpread(figure: string, { median, p90, runs }: Spread, limitMs?: number): void {
  const promised = limitMs === undefined ? undefined : { words: `<= ${ms(limitMs)}`, met: median <= limitMs };
  say(figure, `median ${ms(median)}, p90 ${ms(p90)} of ${runs}`, promised);
}
