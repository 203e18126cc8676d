import { SetupProblem } from './say.mjs';

/** Node 20 is the oldest that runs the product's command line and `node:test` as the tests use it. */
export function checkNodeVersion(version = process.versions.node) {
  const major = Number(version.split('.')[0]);
  if (!(major >= 20)) throw new SetupProblem(`Node ${version} is too old: Keyturn needs Node 20 or newer.`);
}
