import type { Verdicts } from './verdicts.ts';

/** A database with something that looks at it from outside. */
export interface Bench {
  readonly dialect: string;
  readonly verdicts: Verdicts;
  /** Runs a statement and commits what it left open; gives its error, if it had one. */
  run(statement: string): Promise<string | undefined>;
  /** Makes the session as new: the statements before it left no settings, locks or temporary tables. */
  fresh(): Promise<void>;
  /** What a statement could have left behind, as lines of text. */
  state(): Promise<string>;
}

/** So many statements run between two looks at the state. */
const BATCH = 50;

/** Runs what Keyturn passes of these; gives how many that were without an error, and the batches that changed something. */
export async function runPassed(
  bench: Bench,
  statements: readonly string[],
): Promise<{ readonly ran: number; readonly wrong: readonly string[] }> {
  const passed: string[] = [];
  for (const statement of statements) if (await bench.verdicts.passes(statement, bench.dialect)) passed.push(statement);
  const wrong: string[] = [];
  let ran = 0;
  let last = await bench.state();
  for (let at = 0; at < passed.length; at += BATCH) {
    await bench.fresh();
    const batch = passed.slice(at, at + BATCH);
    for (const statement of batch) if ((await bench.run(statement)) === undefined) ran += 1;
    await bench.fresh();
    const now = await bench.state();
    if (now !== last) wrong.push(`one of\n  ${batch.join('\n  ')}\nchanged\n  ${difference(last, now)}`);
    last = now;
  }
  return { ran, wrong };
}

function difference(earlier: string, later: string): string {
  const old = new Set(earlier.split('\n'));
  return later
    .split('\n')
    .filter((line) => !old.has(line))
    .join('\n  ');
}
