/** The system's Chromium, as the tests and the demo start it. */
import { spawnSync } from 'node:child_process';
import { findProgram, programs } from './debian.mjs';
import { SetupProblem } from './say.mjs';

const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How Playwright starts it. `folder`: where it keeps what it would leave in the person's home. */
export function browserOptions(folder) {
  const env = { ...process.env, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder };
  return { executablePath: browserPath(), args: browserFlags, env };
}

function browserPath() {
  const name = findProgram(programs.browser);
  if (name === undefined) throw new SetupProblem('No Chromium on PATH: install the Debian package chromium.');
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).stdout.trim();
}
