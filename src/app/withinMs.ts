import type { Within } from '../reading/ports.ts';
import { startFairTimer } from './system/fairTimer.ts';

/** A bound in milliseconds on somebody else's work; of a process that is kept from working, up to so many `periods` of them. */
export function withinMs(ms: number, periods = 1): Within {
  return <T>(work: Promise<T>) =>
    new Promise<T | undefined>((resolve, reject) => {
      const timer = startFairTimer(ms, periods, () => resolve(undefined));
      work.then(resolve, reject).finally(() => timer.stop());
    });
}
