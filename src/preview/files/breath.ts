/** Milliseconds of work after which the editor gets its turn. */
const TURN = 8;

/** Lets the editor do its own work: the answer is called in loops over many files, and is a promise when it is time. */
export function openBreath(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < TURN) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now();
        resolve();
      });
    });
  };
}
