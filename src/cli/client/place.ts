import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Keyturn's folder for a command that a person starts. `KEYTURN_HOME` moves it; a hook never looks at the environment
 * (its script has everything written in).
 */
export function placeOf(environment: Readonly<Record<string, string | undefined>>): string {
  const named = environment['KEYTURN_HOME'];
  return named !== undefined && path.isAbsolute(named) ? path.normalize(named) : path.join(homedir(), '.keyturn');
}

/** The real path of a folder, undefined when there is none. */
export function realFolder(folder: string): string | undefined {
  try {
    return realpathSync.native(folder);
  } catch {
    return undefined;
  }
}
