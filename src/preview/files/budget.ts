/** What one look may cost. Shared by all its walks, so that many targets cost no more than one. */
export interface Limits {
  /** Directory entries looked at. */
  readonly entries: number;
  /** Milliseconds. */
  readonly time: number;
}

export const FILE_LIMITS: Limits = { entries: 100_000, time: 5_000 };

export interface Budget {
  readonly signal: AbortSignal;
  /** Takes one entry; false when nothing is left or the look was cancelled. */
  take(): boolean;
  /** Which limit was met, if any. */
  spent(): 'entries' | 'time' | 'cancelled' | undefined;
  /** Milliseconds left, never negative. */
  left(): number;
}

export function openBudget(limits: Limits, signal: AbortSignal): Budget {
  const end = performance.now() + limits.time;
  let entries = limits.entries;
  let over: 'entries' | 'time' | 'cancelled' | undefined;
  const check = (): typeof over => {
    if (signal.aborted) over = 'cancelled';
    else if (over === undefined && performance.now() >= end) over = 'time';
    return over;
  };
  return {
    signal,
    take() {
      if (check() !== undefined) return false;
      if (entries === 0) {
        over = 'entries';
        return false;
      }
      entries -= 1;
      return true;
    },
    spent: check,
    left: () => Math.max(0, end - performance.now()),
  };
}
