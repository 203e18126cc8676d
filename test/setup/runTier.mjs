/**
 * Runs one tier's files by node:test and prints its own report. Started as a process of its own, so that the tier has the
 * Node it needs: `node runTier.mjs RESULT PER_CORE FILE…`. RESULT receives `{ passed, failed }`.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const [result, perCore, ...files] = process.argv.slice(2);
const counts = { passed: 0, failed: 0 };

const isLeaf = (data) => data.details?.type !== 'suite';
// A file that hangs fails, and the tier goes on. The larger volumes take their time.
const timeout = (process.env.KEYTURN_FULL === '1' ? 120 : 8) * 60 * 1000;
const events = run({ files, timeout, concurrency: Math.max(1, availableParallelism() * Number(perCore)) });
events.on('test:pass', (data) => {
  if (!isLeaf(data)) return;
  // A test that did not run has shown nothing: it is no pass.
  if (data.skip !== undefined || data.todo !== undefined) {
    counts.failed += 1;
    process.exitCode = 1;
    process.stderr.write(`${data.name}: skipped or todo, which counts as a failure\n`);
  } else counts.passed += 1;
});
events.on('test:fail', (data) => {
  process.exitCode = 1;
  if (isLeaf(data)) counts.failed += 1;
});
process.on('exit', () => writeFileSync(result, JSON.stringify(counts)));
events.compose(new spec()).pipe(process.stdout);
