/**
 * `npm test`, from a clean clone with nothing installed: sets up what is missing, builds, checks types and style, and runs
 * the tiers. `node test/run.mjs NAME…` runs single tiers without the type and style checks.
 */
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { agentSets, ensureAgentPrograms } from './setup/agentPrograms.mjs';
import { ensurePrograms, programs } from './setup/debian.mjs';
import { runJobs } from './setup/jobs.mjs';
import { loopbackWords } from './setup/loopback.mjs';
import { ensureNodeModules } from './setup/nodeModules.mjs';
import { checkNodeVersion } from './setup/nodeVersion.mjs';
import { ensureProduct } from './setup/pack.mjs';
import { mustRun, run } from './setup/process.mjs';
import { runMain } from './setup/runMain.mjs';
import { say, SetupProblem } from './setup/say.mjs';
import { openScratch } from './setup/scratch.mjs';
import { filesOf, tiers } from './setup/tiers.mjs';
import { ensureVscodeHost, hostPrograms } from './setup/vscodeHost.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');

function chosenTiers(names) {
  const unknown = names.find((name) => !tiers.some((tier) => tier.name === name));
  if (unknown !== undefined) {
    throw new SetupProblem(`There is no tier "${unknown}". Tiers: ${tiers.map((tier) => tier.name).join(', ')}.`);
  }
  return names.length === 0
    ? tiers.filter((tier) => tier.asked !== true || process.env.KEYTURN_FULL === '1')
    : tiers.filter((tier) => names.includes(tier.name));
}

/** All that has to be there before the first job. Gives what may still be growing meanwhile. */
async function setUp(chosen) {
  checkNodeVersion();
  const needs = new Set(chosen.flatMap((tier) => tier.needs));
  const system = [programs.git, programs.curl, programs.sqlite];
  if (needs.has('browser')) system.push(programs.browser);
  if (needs.has('host')) system.push(...hostPrograms());
  if (needs.has('go')) system.push(programs.go);
  if (chosen.some((tier) => tier.loopback === true)) system.push(programs.ip);
  if (needs.has('databases')) system.push(programs.mariadb, programs.mariadbClient);
  await ensurePrograms(system);
  const host = needs.has('host') ? ensureVscodeHost() : Promise.resolve(undefined);
  const agents = new Map(agentSets.filter((set) => needs.has(set)).map((set) => [set, ensureAgentPrograms(set)]));
  // Who waits for it hears of a failure; until then it is nobody's.
  for (const growing of [host, ...agents.values()]) growing.catch(() => undefined);
  await ensureNodeModules(root);
  say('build the tests');
  await mustRun(process.execPath, ['esbuild.mjs', '--tests']);
  await ensureProduct(root);
  return { host, agents };
}

/** One more than the smallest machine that this is made for has cores: the long jobs wait for a third of their time. */
const AT_ONCE = 3;

/** Type and style checks, each a job that passes or fails as one. */
function checks() {
  return ['types', 'lint', 'format'].map((name) => ({
    name,
    run: async (output) => {
      const code = await run('npm', ['run', '--silent', name], { stdio: ['ignore', output, output] });
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
    },
  }));
}

/** Why a tier's agents cannot be had here. On CI that fails; elsewhere it is said, and counts for nothing. */
async function missingPrograms(tier, installing) {
  const found = await Promise.allSettled(tier.needs.map((need) => installing.get(need)));
  const missing = found.find(({ status }) => status === 'rejected');
  if (missing === undefined) return undefined;
  if (process.env.CI !== undefined) throw missing.reason;
  return `the agents' programs could not be installed: ${missing.reason?.message ?? missing.reason}`;
}

/** A tier as a job; one without files, or one that ends without saying how, has failed. */
function tierJob(tier, prepared, scratch) {
  const runTier = async (output) => {
    const around = tier.loopback === true ? loopbackWords(tier.name) : [];
    // What shows that there is nothing but loopback has nothing to show without.
    const files = filesOf(tier, root).filter((file) => around !== undefined || !file.endsWith('network.test.mjs'));
    if (files.length === 0) throw new SetupProblem('no test files were built');
    const host = tier.needs.includes('host') ? await prepared.host : undefined;
    const leftOut = await missingPrograms(tier, prepared.agents);
    if (leftOut !== undefined) return { passed: 0, failed: 0, leftOut };
    const result = path.join(scratch, `${tier.name}.json`);
    const node = tier.node === 'editor' ? host.node : process.execPath;
    const words = [path.join(root, 'test/setup/runTier.mjs'), result, String(tier.perCore), ...files];
    const [first, ...rest] = [...(around ?? []), node, ...words];
    const code = await run(first, rest, {
      stdio: ['ignore', output, output],
      env: { ...process.env, TMPDIR: scratch, ...(host === undefined ? {} : { KEYTURN_TEST_EDITOR_NODE: host.node }) },
    });
    const counts = await readFile(result, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 1 }));
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  };
  return { name: tier.name, run: runTier };
}

await runMain(async () => {
  process.chdir(root);
  const names = process.argv.slice(2);
  const chosen = chosenTiers(names);
  const prepared = await setUp(chosen);
  const scratch = openScratch('kt-', tmpdir());
  const jobs = chosen.map((tier) => tierJob(tier, prepared, scratch));
  // Early, since they need no editor, which is perhaps still being installed.
  if (names.length === 0) jobs.splice(1, 0, ...checks());
  const results = await runJobs(jobs, AT_ONCE, scratch);
  const failed = results.filter((result) => result.failed > 0);
  for (const { name, leftOut } of results)
    if (leftOut !== undefined) say(`${name}: LEFT OUT, nothing of it was tested`);
  if (failed.length > 0) say(`failed: ${failed.map(({ name }) => name).join(', ')}`);
  const sum = (of) => results.reduce((total, result) => total + result[of], 0);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  // Where all that was asked for had to be left out, nothing was shown.
  return failed.length === 0 && sum('passed') > 0 ? 0 : 1;
});
