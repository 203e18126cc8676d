import type { Command } from './io.ts';

/** The commands of `keyturn`, each loaded when called. A name that is not here is a usage error. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check/check.ts')).check,
  doctor: async () => (await import('./doctor.ts')).doctor,
  exec: async () => (await import('./exec.ts')).exec,
  hook: async () => (await import('./hook.ts')).hook,
  mcp: async () => (await import('./mcp/mcp.ts')).mcp,
  preview: async () => (await import('./preview.ts')).preview,
  rules: async () => (await import('./rules.ts')).rules,
  run: async () => (await import('./run.ts')).run,
  shims: async () => (await import('./shims/shims.ts')).shims,
  sql: async () => (await import('./sql/sql.ts')).sql,
  status: async () => (await import('./status.ts')).status,
  verify: async () => (await import('./verify.ts')).verify,
  wait: async () => (await import('./wait.ts')).wait,
};
