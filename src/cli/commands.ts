import type { Command } from './io.ts';

/** The commands of `keyturn`, each loaded when called. A name that is not here is a usage error. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).check,
  run: async () => (await import('./run.ts')).run,
};
