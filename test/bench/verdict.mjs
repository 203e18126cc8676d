/** Prints how long verdicts take in process. Needs dist/ (`node esbuild.mjs`): the parsers' wasm lies there. */
import { build } from 'esbuild';
import { mkdir } from 'node:fs/promises';

await mkdir('out', { recursive: true });
await build({
  entryPoints: ['test/bench/verdictBench.ts', 'test/bench/commands.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  // Readers are modules of their own, as in what ships.
  splitting: true,
  outdir: 'out/bench',
  outExtension: { '.js': '.mjs' },
});
const built = (name) => import(new URL(`../../out/bench/${name}.mjs`, import.meta.url).href);
const { verdictFigures } = await built('verdictBench');
const { chained, typed } = await built('commands');
const ms = (value) => `${value.toFixed(3)} ms`;
for (const [what, commands, rounds] of [
  ['lines as they are typed', typed(), 2],
  ['one, three and twelve of all kinds at once', chained(), 30],
]) {
  const { verdicts, median, p99, slowest, quietP99 } = await verdictFigures(commands, rounds);
  console.log(`verdict in process, ${verdicts} texts of at most 2,000 characters: ${what}`);
  console.log(
    `  median ${ms(median)} (target 0.3) · p99 ${ms(p99)} (target 5; of each text’s own median ${ms(quietP99)}) · slowest ${ms(slowest.ms)}`,
  );
  console.log(`  slowest: ${JSON.stringify(slowest.command.slice(0, 100))}`);
}
