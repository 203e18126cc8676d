/** What the set-up tells the person who started it: one line a step, on standard error, so that test output stays clean. */

export function say(line) {
  process.stderr.write(`── ${line}\n`);
}

/** A reason to stop that the person can act on: printed without a stack. */
export class SetupProblem extends Error {
  name = 'SetupProblem';
}

/** Runs `main` and ends the process: a `SetupProblem` is told in its own words, anything else with its stack. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (problem) {
    process.stderr.write(
      problem instanceof SetupProblem ? `\n${problem.message}\n` : `\n${problem?.stack ?? problem}\n`,
    );
    process.exitCode = 1;
  }
}
