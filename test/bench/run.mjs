/**
 * `npm run bench`: prints what is measured beside what is promised. Not a test: figures move with the machine, so each is
 * taken with its yardstick in the same run.
 */
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';

const parts = ['size', 'activation', 'verdict', 'reading', 'hook', 'card', 'preview'];

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !parts.includes(name));
if (unknown !== undefined) {
  console.error(`There is no figure "${unknown}". Figures: ${parts.join(', ')}.`);
  process.exit(2);
}

function run(words) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

if ((await run(['esbuild.mjs'])) !== 0) process.exit(1);
await mkdir('out/bench', { recursive: true });
const entryPoints = (await readdir('test/bench'))
  .filter((name) => name.endsWith('Bench.ts'))
  .map((name) => path.join('test/bench', name));
await build({
  entryPoints,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  outdir: 'out/bench',
  outExtension: { '.js': '.mjs' },
});

// Each in a process of its own: the heap and the compiled code of one do not count for the next.
let failed = 0;
for (const name of chosen.length === 0 ? parts : chosen) {
  const words = name === 'verdict' ? ['test/bench/verdict.mjs'] : ['--expose-gc', `out/bench/${name}Bench.mjs`];
  if ((await run(words)) !== 0) {
    console.error(`${name}: not measured`);
    failed += 1;
  }
}
process.exit(failed === 0 ? 0 : 1);
