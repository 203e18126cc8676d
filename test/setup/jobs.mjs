/**
 * Jobs beside each other, with output that reads as if they had run one after the other: each writes into a file of its
 * own, which is printed whole when the job has ended.
 */
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { stepLine } from './say.mjs';

/** Ends when the bytes are with the reader: a pipe takes them in pieces, and the process may end right after. */
function write(stream, bytes) {
  return new Promise((done) => stream.write(bytes, () => done()));
}

/** One thing at a time on the terminal. */
function openPrinter() {
  let last = Promise.resolve();
  const after = (print) => (last = last.then(print));
  return {
    line: (line) => after(() => write(process.stderr, stepLine(line))),
    file: (title, file) =>
      after(async () => {
        await write(process.stderr, stepLine(title));
        await write(process.stdout, await readFile(file));
      }),
  };
}

/**
 * Runs the jobs, begun in the order of the list, so many at a time. A job's `run` gets a file descriptor for all that it
 * prints and resolves with `{ passed, failed }`, and `leftOut`, the reason, where nothing could be run; one that throws has
 * failed, and its reason is printed with its output.
 *
 * @param {readonly { name: string, run: (output: number) => Promise<{ passed: number, failed: number, leftOut?: string }> }[]} jobs
 * @param {number} atOnce
 * @param {string} scratch a folder for the outputs
 */
export async function runJobs(jobs, atOnce, scratch) {
  const printer = openPrinter();
  const results = [];
  // One alone needs no order, and is watched as it goes.
  const alone = jobs.length === 1;
  const runJob = async ({ name, run }) => {
    const file = path.join(scratch, `${name}.log`);
    const output = alone ? 1 : openSync(file, 'w');
    const begun = performance.now();
    void printer.line(`${name}: started`);
    let counts = { passed: 0, failed: 1 };
    let reason = '';
    try {
      counts = await run(output);
    } catch (problem) {
      reason = `: ${problem?.message ?? problem}`;
    }
    const seconds = Math.round((performance.now() - begun) / 1000);
    const { failed, leftOut } = counts;
    const end =
      leftOut === undefined
        ? `${name}: ${failed === 0 ? 'passed' : 'FAILED'} after ${seconds} s${reason}`
        : `${name}: LEFT OUT: ${leftOut}`;
    if (alone) await printer.line(end);
    else {
      closeSync(output);
      await printer.file(end, file);
    }
    results.push({ name, ...counts });
  };
  const waiting = [...jobs];
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await runJob(job);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
