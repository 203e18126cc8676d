/** Programs that come from the system: installed by apt where we may, named where we may not. */
import { spawnSync } from 'node:child_process';
import { run, onPath } from './process.mjs';
import { say, SetupProblem } from './say.mjs';

/** A needed program, the names it goes by, and the Debian or Ubuntu package that has it; `better`: one that not every release has. */
export const programs = {
  // The shell has no tabs and no pages of its own, which cost a second of every page that a test opens.
  browser: {
    names: ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'],
    better: 'chromium-headless-shell',
    package: 'chromium',
  },
  git: { names: ['git'], package: 'git' },
  curl: { names: ['curl'], package: 'curl' },
  sqlite: { names: ['sqlite3'], package: 'sqlite3' },
  compiler: { names: ['g++'], package: 'g++' },
  make: { names: ['make'], package: 'make' },
  python: { names: ['python3'], package: 'python3' },
  go: { names: ['go'], package: 'golang-go' },
  // Its folder is not on everyone's PATH either.
  ip: { names: ['ip', '/usr/sbin/ip', '/sbin/ip'], package: 'iproute2' },
  // Without the service that the whole server package would start: a test starts its own. Its folder is not on everyone's PATH.
  mariadb: { names: ['mariadbd', '/usr/sbin/mariadbd'], package: 'mariadb-server-core' },
  mariadbClient: { names: ['mariadb'], package: 'mariadb-client-core' },
};

/** The first of the names that is on PATH. */
export function findProgram(program) {
  return program.names.find(onPath);
}

/** How apt may be run here: as root, by sudo without a password, or not at all. */
function aptPrefix() {
  if (!onPath('apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  const sudo = onPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return sudo ? ['sudo', '-n'] : undefined;
}

/** The package to install, as far as apt knows the packages by now. */
function packageOf({ better, package: known }) {
  const there = better !== undefined && spawnSync('apt-cache', ['show', better], { stdio: 'ignore' }).status === 0;
  return there ? better : known;
}

/** Installs what is missing, or stops with the one line to run. */
export async function ensurePrograms(wanted) {
  const missing = wanted.filter((program) => findProgram(program) === undefined);
  if (missing.length === 0) {
    say(`system: ${wanted.map(findProgram).join(', ')} are there`);
    return;
  }
  const prefix = aptPrefix();
  const install = (words) =>
    `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${words.join(' ')}`;
  if (prefix === undefined) {
    const names = missing.map(packageOf);
    throw new SetupProblem(
      `These system packages are missing: ${names.join(', ')}. On Debian or Ubuntu run this line, then start again:\n\n  ${install(names)}\n`,
    );
  }
  const apt = (words) => {
    const all = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...words];
    return run(all[0], all.slice(1), { stdio: ['ignore', 2, 2] });
  };
  say('system: reading the lists of packages by apt');
  await apt(['update', '-q']);
  const names = missing.map(packageOf);
  say(`system: installing ${names.join(', ')} by apt`);
  await apt(['install', '-y', '-q', '--no-install-recommends', ...names]);
  const still = names.filter((_, index) => findProgram(missing[index]) === undefined);
  if (still.length > 0)
    throw new SetupProblem(`apt did not bring ${still.join(', ')}. Install them by hand:\n\n  ${install(still)}\n`);
}
