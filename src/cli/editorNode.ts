import { spawn } from 'node:child_process';
import type { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { isInside } from '../effect/path.ts';
import { isProgram } from '../preview/tools/trustedPath.ts';
import { findWindow } from './client/window.ts';
import { plainEnvironment } from './environment.ts';
import { exitCodeOf } from './exitCode.ts';

export type Sqlite = { readonly DatabaseSync: typeof DatabaseSync };

/** Node's own SQLite, when this Node has one that can hold a text back from ending our transaction (from 24.10 on). */
export function openSqlite(): Sqlite | undefined {
  // Not an import: an older Node must be able to load this file. Before 20.16 this function is not there either.
  const { getBuiltinModule } = process as { getBuiltinModule?: (name: string) => Sqlite | undefined };
  const sqlite = getBuiltinModule?.('node:sqlite');
  return sqlite !== undefined && 'setAuthorizer' in sqlite.DatabaseSync.prototype ? sqlite : undefined;
}

/** Set for the second life, so that there is no third. */
const AGAIN = 'KEYTURN_AGAIN';

/**
 * Runs this very command again under a Node that has SQLite: `KEYTURN_NODE`, else the editor's of the window that
 * answers here. `kept`: variables that it needs. Undefined: there is none.
 */
export async function runAgain(
  place: string,
  folder: string,
  kept: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  const main = process.argv[1];
  const found = findWindow(place, folder);
  const node = process.env['KEYTURN_NODE'] ?? (found.found === 'window' ? found.window.editorNode : '');
  if (main === undefined || process.env[AGAIN] !== undefined || !path.isAbsolute(node) || !(await isProgram(node))) {
    return undefined;
  }
  // A repository can put a name into the environment, and a program beside it.
  if (isInside(node, found.found === 'window' ? found.window.root : folder)) return undefined;
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
    stdio: 'inherit',
    // From nothing: neither NODE_OPTIONS nor anything of ELECTRON_* or LD_* gets in.
    env: { ...plainEnvironment(process.env), ...kept, KEYTURN_HOME: place, ELECTRON_RUN_AS_NODE: '1', [AGAIN]: '1' },
  });
  // The second life takes the intent back; this one only waits for it.
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined));
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      resolve(exitCodeOf(code, signal));
    });
  });
}
