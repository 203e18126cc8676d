/** The project's own packages: `npm ci`, but only when what lies in node_modules differs from the lock file. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mustRun } from './process.mjs';
import { say } from './say.mjs';

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** npm keeps what it installed in a hidden lock file. Optional packages of other platforms are missing there by right. */
export function modulesMatchLock(root) {
  const hidden = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = packagesOf(hidden);
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '') return true;
    const there = installed[place];
    if (there === undefined) return entry.optional === true || entry.devOptional === true;
    return there.version === entry.version && existsSync(path.join(root, place));
  });
}

export async function ensureNodeModules(root) {
  const folder = path.join(root, 'node_modules');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    say('packages: node_modules is a link, left as it is');
    return;
  }
  if (modulesMatchLock(root)) {
    say('packages: node_modules matches package-lock.json');
    return;
  }
  say('packages: npm ci');
  await mustRun('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 2, 2] });
}
