import type { Within } from '../reading/ports.ts';

/** A bound in milliseconds on somebody else's work. */
export function withinMs(ms: number): Within {
  return <T>(work: Promise<T>) =>
    new Promise<T | undefined>((resolve, reject) => {
      const timer = setTimeout(() => resolve(undefined), ms);
      work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
}
