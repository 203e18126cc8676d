/**
 * Program sets that are too large for node_modules: a package.json with its lock file, installed once for every checkout
 * under the user's cache folder. The folder's name is the hash of both files, so a changed lock is another folder.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { keepAtEnd, mustRunQuietly, removeAtEnd } from './process.mjs';
import { say } from './say.mjs';

const files = ['package.json', 'package-lock.json'];

/** Where the set `name`, pinned in the folder `pins`, lies or will lie. `recipe` names what is done after the install. */
export function pinnedPlace(name, pins, recipe = '') {
  const hash = createHash('sha256').update(recipe);
  for (const file of files) hash.update('\0').update(readFileSync(path.join(pins, file)));
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(cache, 'keyturn', `${name}-${hash.digest('hex').slice(0, 16)}`);
}

const isReady = (place) => existsSync(path.join(place, '.ready'));

/**
 * Installs the set unless it is there. It grows under a temporary name and is renamed when whole, so that a broken
 * install is never mistaken for a good one. `finish` gets the folder before it has its name.
 *
 * @param {{ name: string, pins: string, recipe?: string, scripts?: boolean, words?: string[], finish?: (place: string) => Promise<void> }} set
 */
export async function ensurePinned({ name, pins, recipe = '', scripts = false, words = ['ci'], finish }) {
  const place = pinnedPlace(name, pins, recipe);
  if (isReady(place)) {
    say(`${name}: ready in ${place}`);
    return place;
  }
  await mkdir(path.dirname(place), { recursive: true });
  const release = await takeLock(`${place}.lock`, name);
  try {
    if (isReady(place)) return place;
    say(`${name}: installing into ${place}`);
    const growing = `${place}.part`;
    await rm(growing, { recursive: true, force: true });
    // Also when it is ended half-way.
    removeAtEnd(growing);
    await mkdir(growing);
    for (const file of files) await copyFile(path.join(pins, file), path.join(growing, file));
    // Quietly: other steps may be telling of themselves meanwhile.
    const options = ['--prefer-offline', '--no-audit', '--no-fund', ...(scripts ? [] : ['--ignore-scripts'])];
    await mustRunQuietly('npm', [...words, ...options], { cwd: growing });
    await finish?.(growing);
    await writeFile(path.join(growing, '.ready'), '');
    await rm(place, { recursive: true, force: true });
    await rename(growing, place);
    keepAtEnd(growing);
    return place;
  } finally {
    await release();
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return problem.code === 'EPERM';
  }
}

/** One install at a time: the lock file names its holder, and a dead holder's lock is taken over. */
async function takeLock(file, name) {
  for (let told = false; ; told = true) {
    try {
      const handle = await open(file, 'wx');
      await handle.write(String(process.pid));
      await handle.close();
      removeAtEnd(file);
      return async () => {
        keepAtEnd(file);
        await rm(file, { force: true });
      };
    } catch (problem) {
      if (problem.code !== 'EEXIST') throw problem;
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder > 0 && !isAlive(holder)) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) say(`${name}: waiting for another run that installs it`);
    await new Promise((done) => setTimeout(done, 500));
  }
}
