/**
 * `npm test`, from a clean clone with nothing installed: sets up what is missing, builds, checks types and style, then
 * runs the tiers in order. `node test/run.mjs NAME…` runs single tiers without the type and style checks.
 */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePrograms, programs } from './setup/debian.mjs';
import { ensureNodeModules } from './setup/nodeModules.mjs';
import { checkNodeVersion } from './setup/nodeVersion.mjs';
import { packProduct } from './setup/pack.mjs';
import { mustRun, removeAtEnd, run } from './setup/process.mjs';
import { runMain } from './setup/runMain.mjs';
import { say, SetupProblem } from './setup/say.mjs';
import { filesOf, tiers } from './setup/tiers.mjs';
import { ensureVscodeHost } from './setup/vscodeHost.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');

function chosenTiers(names) {
  const unknown = names.find((name) => !tiers.some((tier) => tier.name === name));
  if (unknown !== undefined) {
    throw new SetupProblem(`There is no tier "${unknown}". Tiers: ${tiers.map((tier) => tier.name).join(', ')}.`);
  }
  return names.length === 0 ? tiers : tiers.filter((tier) => names.includes(tier.name));
}

async function setUp(chosen) {
  checkNodeVersion();
  const needs = new Set(chosen.flatMap((tier) => tier.needs));
  const system = [programs.git, programs.curl, programs.sqlite];
  if (needs.has('browser')) system.push(programs.browser);
  await ensurePrograms(system);
  await ensureNodeModules(root);
  return needs.has('host') ? await ensureVscodeHost() : undefined;
}

async function build(chosen) {
  say('build the tests');
  await mustRun(process.execPath, ['esbuild.mjs', '--tests']);
  if (chosen.some((tier) => tier.needs.includes('vsix'))) return packProduct(path.join(root, 'out', 'keyturn.vsix'));
  say('build');
  return mustRun(process.execPath, ['esbuild.mjs']);
}

/** Type and style checks; gives the names of those that failed. */
async function check() {
  const failed = [];
  for (const name of ['types', 'lint']) {
    say(name);
    if ((await run('npm', ['run', '--silent', name], { stdio: ['ignore', 2, 2] })) !== 0) failed.push(name);
  }
  return failed;
}

/** Runs a tier; a tier without files, or one that ends without saying how, has failed. */
async function runTier(tier, host, scratch) {
  const files = filesOf(tier, root);
  if (files.length === 0) {
    say(`${tier.name}: no test files were built`);
    return { passed: 0, failed: 1 };
  }
  say(`${tier.name}: ${files.length} files`);
  const result = path.join(scratch, `${tier.name}.json`);
  const node = tier.node === 'editor' ? host.node : process.execPath;
  const code = await run(node, [path.join(root, 'test/setup/runTier.mjs'), result, String(tier.parallel), ...files], {
    stdio: ['ignore', 1, 2],
    env: { ...process.env, TMPDIR: scratch, ...(host === undefined ? {} : { KEYTURN_TEST_EDITOR_NODE: host.node }) },
  });
  const counts = await readFile(result, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 1 }));
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

await runMain(async () => {
  process.chdir(root);
  const names = process.argv.slice(2);
  const chosen = chosenTiers(names);
  const host = await setUp(chosen);
  await build(chosen);
  const failed = names.length === 0 ? await check() : [];
  const total = { passed: 0, failed: failed.length };
  const scratch = await mkdtemp(path.join(tmpdir(), 'keyturn-test-'));
  removeAtEnd(scratch);
  for (const tier of chosen) {
    const counts = await runTier(tier, host, scratch);
    total.passed += counts.passed;
    total.failed += counts.failed;
    if (counts.failed > 0) failed.push(tier.name);
  }
  if (failed.length > 0) say(`failed: ${failed.join(', ')}`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
});
