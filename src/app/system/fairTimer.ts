/**
 * A bound on work that measures the work and not the machine. On a machine that is busy with other things two seconds of the
 * clock may be no time at all: a thread that was hardly let run would be ended for slowness, and a plain read held.
 */

/** Milliseconds of processor time that this process has had, all its threads together. */
export type ProcessorTime = () => number;

const processorTime: ProcessorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Below this share of a period the process, and so each thread of it, was kept waiting by others. */
const STARVED = 0.5;

export interface FairTimer {
  stop(): void;
}

/**
 * Calls `expire` after `ms`. While the process had little processor time meanwhile, it waits as long again, `periods` times
 * in all: what waits without working, on a disk perhaps, ends then too.
 */
export function startFairTimer(
  ms: number,
  periods: number,
  expire: () => void,
  spent: ProcessorTime = processorTime,
): FairTimer {
  // Nothing to be fair about, and to ask for the processor time takes as long as some of the work that is waited for.
  if (periods === 1) {
    const once = setTimeout(expire, ms);
    return { stop: () => clearTimeout(once) };
  }
  let left = periods;
  let before = spent();
  const wait = (): NodeJS.Timeout =>
    setTimeout(() => {
      left -= 1;
      const now = spent();
      const starved = now - before < ms * STARVED;
      before = now;
      if (starved && left > 0) timer = wait();
      else expire();
    }, ms);
  let timer = wait();
  return { stop: () => clearTimeout(timer) };
}
