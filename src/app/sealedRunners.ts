import type { Hold } from '../review/hold.ts';

/** How Keyturn's own commands, which execute the approved bytes themselves, name themselves as runners. */
export const SEALED_RUNNERS = { run: 'keyturn-run', sql: 'keyturn-sql', mcp: 'keyturn-mcp' } as const;

/** Agents that run what a hook puts in place of a shell command (seen in runs: Claude Code 2.1.330). */
const CHANGING = ['claude-code'];

/** Whether what is approved here will be run by Keyturn in the agent's place, by the setting as it is now. */
export function isSealedCall({ way, intent: { runner, action } }: Pick<Hold, 'way' | 'intent'>): boolean {
  return way === 'hook' && CHANGING.includes(runner.name) && action.kind === 'shell' && action.shell === 'bash';
}

/** Self-declared: the card says so. */
export function isSealedRunner(name: string): boolean {
  return Object.values<string>(SEALED_RUNNERS).includes(name);
}
