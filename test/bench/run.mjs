/**
 * `npm run bench`: prints what is measured beside what is promised. Not a test: figures move with the machine, so each is
 * taken with its yardstick in the same run.
 */
import { mkdir, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePrograms, programs } from '../setup/debian.mjs';
import { ensureNodeModules } from '../setup/nodeModules.mjs';
import { checkNodeVersion } from '../setup/nodeVersion.mjs';
import { ensureProduct } from '../setup/pack.mjs';
import { runMain } from '../setup/runMain.mjs';
import { run } from '../setup/process.mjs';
import { say, SetupProblem } from '../setup/say.mjs';
import { ensureVscodeHost } from '../setup/vscodeHost.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
const parts = [
  'size',
  'activation',
  'verdict',
  'rules',
  'reading',
  'long',
  'hook',
  'card',
  'preview',
  'database',
  'host',
];

function chosenParts(names) {
  const unknown = names.find((name) => !parts.includes(name));
  if (unknown !== undefined) throw new SetupProblem(`There is no figure "${unknown}". Figures: ${parts.join(', ')}.`);
  return names.length === 0 ? parts : names;
}

async function setUp() {
  checkNodeVersion();
  await ensurePrograms([programs.git, programs.curl, programs.sqlite, programs.browser]);
  await ensureNodeModules(root);
  const host = await ensureVscodeHost();
  await ensureProduct(root);
  return host;
}

async function buildParts() {
  // Not before the packages are there.
  const { build } = await import('esbuild');
  await mkdir('out/bench', { recursive: true });
  const names = (await readdir('test/bench')).filter((name) => name.endsWith('Bench.ts'));
  await build({
    entryPoints: names.map((name) => path.join('test/bench', name)),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outdir: 'out/bench',
    outExtension: { '.js': '.mjs' },
  });
  await build({
    entryPoints: ['test/bench/coldTexts.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    // As the product's bundles are: a package has other files for other kinds of bundles.
    mainFields: ['module', 'main'],
    outfile: 'out/bench/coldTexts.cjs',
    supported: { 'dynamic-import': false },
    plugins: [await readersOfDist()],
  });
}

/** What is imported later is taken from the file of `dist/` that was made of it. */
async function readersOfDist() {
  const bundles = Object.values(JSON.parse(await readFile('dist/meta.json', 'utf8')));
  const made = new Map(
    bundles.flatMap(({ outputs }) => Object.entries(outputs)).map(([to, of]) => [of.entryPoint, to]),
  );
  return {
    name: 'readers-of-dist',
    setup(within) {
      within.onResolve({ filter: /./ }, async ({ path: name, resolveDir, kind, pluginData }) => {
        if (kind !== 'dynamic-import' || pluginData === 'asked') return undefined;
        const found = await within.resolve(name, { resolveDir, kind, pluginData: 'asked' });
        const file = made.get(path.relative(root, found.path));
        if (file === undefined)
          return { errors: [{ text: `dist/ has no file for ${name}: its loading would not be measured` }] };
        return { path: path.resolve(file), external: true };
      });
    },
  };
}

await runMain(async () => {
  process.chdir(root);
  const chosen = chosenParts(process.argv.slice(2));
  const host = await setUp();
  await buildParts();
  const missing = [];
  // Each in a process of its own: the heap and the compiled code of one do not count for the next.
  for (const name of chosen) {
    const words = name === 'verdict' ? ['test/bench/verdict.mjs'] : ['--expose-gc', `out/bench/${name}Bench.mjs`];
    // Previews of databases run by the editor's Node.
    const env = { ...process.env, KEYTURN_NODE: host.node };
    if ((await run(process.execPath, words, { env })) !== 0) missing.push(name);
  }
  if (missing.length > 0) say(`not measured: ${missing.join(', ')}`);
  return missing.length === 0 ? 0 : 1;
});
