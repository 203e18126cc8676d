/** What the set-up tells the person who started it: one line a step, on standard error, so that test output stays clean. */

/** The line of a step; it may be kept for later when steps run beside each other. */
export const stepLine = (line) => `── ${line}\n`;

export function say(line) {
  process.stderr.write(stepLine(line));
}

/** A reason to stop that the person can act on: printed without a stack. */
export class SetupProblem extends Error {
  name = 'SetupProblem';
}
