/** Lets the editor do its own work: called in loops over many files. */
export function breath(count: number): Promise<void> | undefined {
  return count % EVERY === 0 ? new Promise((resolve) => setImmediate(resolve)) : undefined;
}

/** Files between two breaths: a few milliseconds of work. */
const EVERY = 1_000;
