/** Prints how long verdicts take in process. Needs dist/ (`node esbuild.mjs`): the parsers' wasm lies there. */
import { build } from 'esbuild';
import { mkdir } from 'node:fs/promises';

await mkdir('out', { recursive: true });
await build({
  entryPoints: ['test/bench/verdictBench.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  outfile: 'out/verdictBench.mjs',
});
const { verdictFigures } = await import(new URL('../../out/verdictBench.mjs', import.meta.url).href);
const { verdicts, median, p99, slowest, quietP99 } = await verdictFigures(Number(process.argv[2] ?? 30));
const ms = (value) => `${value.toFixed(3)} ms`;
console.log(`verdict in process, ${verdicts} commands of at most 2,000 characters`);
console.log(
  `  median ${ms(median)} (target 0.3) · p99 ${ms(p99)} (target 5; of each command’s own median ${ms(quietP99)}) · slowest ${ms(slowest.ms)}`,
);
console.log(`  slowest: ${JSON.stringify(slowest.command.slice(0, 100))}`);
