/**
 * A MariaDB server of one's own: data and socket in one folder that is gone at the end. It opens no port, so any number may run
 * side by side. `programs.mariadb` of `debian.mjs` brings the programs.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findProgram, programs } from './debian.mjs';
import { run, start, stop } from './process.mjs';
import { SetupProblem } from './say.mjs';
import { openScratch } from './scratch.mjs';

const START_MS = 60_000;
const ANSWER_MS = 10_000;
const END = 'end of the statements';

/** Of data that is thrown away nothing must survive a crash. */
const settings = [
  '--skip-networking',
  '--skip-log-bin',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-buffer-pool-size=16M',
  '--innodb-log-file-size=4M',
  '--innodb-doublewrite=0',
];

/**
 * A connection by the server's own client program, in which session settings and variables live on. `run` gives what it
 * prints: rows with tabs between the columns, errors as `ERROR …`. A connection that a statement ended, or
 * that gives no answer for 10 seconds, is opened anew.
 *
 * @typedef {{ run(text: string): Promise<string>, end(): Promise<void> }} MariadbClient
 */

/**
 * Starts a server, of which `root` is the superuser, without a password. `files`: a folder that server-side statements may read
 * and write. `stop` ends the server, as our own end does.
 *
 * @returns {Promise<{ socket: string, user: string, data: string, files: string, connect(database?: string): MariadbClient, stop(): Promise<void> }>}
 */
export async function startMariadb() {
  // A socket's path is bounded to some 100 bytes: TMPDIR may be longer.
  const folder = openScratch('keyturn-my-', '/tmp');
  const [data, files, socket] = ['data', 'files', 'socket'].map((name) => path.join(folder, name));
  mkdirSync(files);
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const install = ['--no-defaults', `--datadir=${data}`, ...asRoot, '--innodb-log-file-size=4M'];
  const plain = ['--auth-root-authentication-method=normal', '--skip-test-db'];
  if ((await run('mariadb-install-db', [...install, ...plain], { stdio: ['ignore', 'ignore', 'inherit'] })) !== 0)
    throw new SetupProblem('mariadb-install-db failed: see above.');
  const places = [`--datadir=${data}`, `--socket=${socket}`, `--pid-file=${folder}/pid`, `--secure-file-priv=${files}`];
  const server = start(findProgram(programs.mariadb), ['--no-defaults', ...asRoot, ...places, ...settings], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await ready(server);
  return {
    socket,
    user: 'root',
    data,
    files,
    connect: (database) => openClient(socket, database),
    stop: () => stop(server),
  };
}

/** Resolves when the server takes connections; a server that ends before has failed, and its log says why. */
function ready(server) {
  let log = '';
  const started = new Promise((resolve, reject) => {
    server.stderr.setEncoding('utf8');
    server.stderr.on('data', (text) => {
      // Read on after the start, so that its pipe never fills.
      if (log.length < 20_000) log += text;
      if (log.includes('ready for connections')) resolve();
    });
    server.once('exit', () => reject(new SetupProblem(`MariaDB did not start:\n${log}`)));
  });
  const late = wait(START_MS, undefined, { ref: false }).then(() => {
    throw new SetupProblem(`MariaDB did not start in time:\n${log}`);
  });
  return Promise.race([started, late]);
}

/** @returns {MariadbClient} */
function openClient(socket, database) {
  const words = [
    '--no-defaults',
    `--socket=${socket}`,
    '--user=root',
    '--batch',
    '--force',
    '--unbuffered',
    '--skip-reconnect',
  ];
  let child;
  const open = () => {
    // Errors and rows come in the order in which they happened only through one pipe.
    const opened = start('sh', ['-c', 'exec mariadb "$@" 2>&1', 'sh', ...words, ...(database ? [database] : [])], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    opened.stdout.setEncoding('utf8');
    opened.once('exit', () => {
      if (child === opened) child = undefined;
    });
    return opened;
  };
  return {
    run: async (text) => {
      child ??= open();
      const { out, whole } = await answer(child, text);
      // A connection that is lost, or that waits for the end of a quote, answers nothing any more.
      if (!whole && child !== undefined) await stop(child);
      return out;
    },
    end: async () => {
      if (child !== undefined) await stop(child);
    },
  };
}

/** What the client prints until its answer to our own last statement. `whole`: that came. */
function answer(client, text) {
  return new Promise((resolve) => {
    let out = '';
    const done = (whole) => {
      clearTimeout(timer);
      client.stdout.off('data', onData);
      client.off('exit', onExit);
      resolve({ out: out.split(`${END}\n`)[0] ?? '', whole });
    };
    const onExit = () => done(false);
    const onData = (piece) => {
      out += piece;
      if (out.includes(`${END}\n${END}\n`)) done(true);
      else if (/^ERROR 20(?:06|13) /m.test(out)) done(false);
    };
    const timer = setTimeout(onExit, ANSWER_MS);
    client.stdout.on('data', onData);
    client.once('exit', onExit);
    client.stdin.write(`${text}\n;\nSELECT '${END}' AS \`${END}\`;\n`);
  });
}
