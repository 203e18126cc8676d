import { realpathSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';

/**
 * Keyturn's folder for a command that a person starts. `KEYTURN_HOME` moves it; a hook never looks at the environment
 * (its script has everything written in).
 */
export function placeOf(environment: Readonly<Record<string, string | undefined>>): string {
  const named = environment['KEYTURN_HOME'];
  return named !== undefined && path.isAbsolute(named) ? path.normalize(named) : path.join(homedir(), '.keyturn');
}

/**
 * Where Keyturn may be for a hook, which an agent starts: below the home folder that the system knows, and below the one that
 * the environment names, where the editor may have been started with it. Neither alone may say that Keyturn is not there.
 */
export function hookPlaces(): readonly string[] {
  const homes = new Set<string>();
  try {
    homes.add(userInfo().homedir);
  } catch {
    // An account that the system does not know.
  }
  homes.add(homedir());
  return [...homes].map((home) => path.join(home, '.keyturn'));
}

/** The real path of a folder, undefined when there is none. */
export function realFolder(folder: string): string | undefined {
  try {
    return realpathSync.native(folder);
  } catch {
    return undefined;
  }
}
