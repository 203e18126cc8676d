import { endAll, watchOwnEnd } from './process.mjs';
import { SetupProblem } from './say.mjs';

/** Runs `main` and ends the process: a `SetupProblem` is told in its own words, anything else with its stack. */
export async function runMain(main) {
  let code = 1;
  watchOwnEnd();
  try {
    code = (await main()) ?? 0;
  } catch (problem) {
    process.stderr.write(
      problem instanceof SetupProblem ? `\n${problem.message}\n` : `\n${problem?.stack ?? problem}\n`,
    );
  }
  await endAll();
  process.exit(code);
}
