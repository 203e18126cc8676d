/** Milliseconds of work after which the editor gets its turn. */
const TURN = 8;

/** Calls of which one looks at the clock. */
const STRIDE = 16;

/**
 * Lets the editor, or the thread, do its other work: called in loops over many files, whose one turn takes far less than a
 * millisecond; a promise when it is time. Only a promise is to be awaited: 100,000 awaits of nothing take long themselves.
 */
export function openBreath(): () => Promise<void> | undefined {
  let since = performance.now();
  let calls = 0;
  return () => {
    calls += 1;
    if (calls % STRIDE !== 0 || performance.now() - since < TURN) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now();
        resolve();
      });
    });
  };
}
