/** Child processes that end with us: each leads its own process group, and the group is killed when we end. */
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { SetupProblem } from './say.mjs';

const living = new Set();
const places = new Set();
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };
let watching = false;
let ending = false;

function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** From here on a signal ends what was started first, and what is to go with us is removed. */
export function watchOwnEnd() {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const child of living) killGroup(child.pid, 'SIGKILL');
    // A killed process may still finish a write: try again until its folder is gone.
    for (const place of places) rmSync(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      void endAll().then(() => process.exit(128 + number));
    });
  }
}

/** After a signal nothing goes on: whoever waits here waits until the process ends. */
const forEver = () => new Promise(() => undefined);

/** Ends all that was started here: by their own handlers first, since each may have started groups of its own. */
export async function endAll() {
  await Promise.all([...living].map((child) => stop(child, 5000)));
}

/** Removes a file or folder when this process ends, after all that it started is gone. */
export function removeAtEnd(place) {
  watchOwnEnd();
  places.add(place);
}

/** It is to stay, or is gone already. */
export function keepAtEnd(place) {
  places.delete(place);
}

/** Starts a program in a process group of its own. The caller ends it with `stop`, or our own end does. */
export function start(file, words, options = {}) {
  watchOwnEnd();
  if (ending) throw new SetupProblem(`${file} is not started: all is being ended.`);
  const child = spawn(file, words, { stdio: 'inherit', ...options, detached: true });
  if (child.pid !== undefined) living.add(child);
  return child;
}

/** Ends a whole group: politely, then after `grace` ms for certain. Resolves when its leader is gone. */
export async function stop(child, grace = 3000) {
  if (child.pid === undefined) return;
  const ended = new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once('exit', () => done());
  });
  killGroup(child.pid, 'SIGTERM');
  const timer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), grace);
  await ended;
  clearTimeout(timer);
  // The leader is gone; what it left in its group goes too.
  killGroup(child.pid, 'SIGKILL');
  living.delete(child);
}

/** Resolves with the exit code once the program has ended; what it leaves running in its group is killed. */
async function end(child) {
  const code = await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (status, signal) => done(status ?? 128 + (signals[signal] ?? 9)));
  });
  if (child.pid !== undefined) {
    killGroup(child.pid, 'SIGKILL');
    living.delete(child);
  }
  return ending ? forEver() : code;
}

/** Runs a program to its end and gives its exit code. */
export async function run(file, words, options = {}) {
  return end(start(file, words, options));
}

/** Runs a program that must succeed. */
export async function mustRun(file, words, options = {}) {
  const code = await run(file, words, options);
  if (code !== 0) throw new SetupProblem(`${[file, ...words].join(' ')} failed with exit code ${code}.`);
}

/** The same without its output, which comes back, or is part of the problem when it fails. */
export async function mustRunQuietly(file, words, options = {}) {
  const child = start(file, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const closed = new Promise((done) => child.once('close', done));
  const code = await end(child);
  await closed;
  if (code !== 0) throw new SetupProblem(`${said}\n${[file, ...words].join(' ')} failed with exit code ${code}.`);
  return said;
}

/** Whether a program of that name is on PATH. */
export function onPath(name) {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { stdio: 'ignore' }).status === 0;
}
