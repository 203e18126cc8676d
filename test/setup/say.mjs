/** What the set-up tells the person who started it: one line a step, on standard error, so that test output stays clean. */

export function say(line) {
  process.stderr.write(`── ${line}\n`);
}

/** A reason to stop that the person can act on: printed without a stack. */
export class SetupProblem extends Error {
  name = 'SetupProblem';
}
