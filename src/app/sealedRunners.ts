/** How Keyturn's own commands, which execute the approved bytes themselves, name themselves as runners. */
export const SEALED_RUNNERS = { run: 'keyturn-run', sql: 'keyturn-sql', mcp: 'keyturn-mcp' } as const;

/** Self-declared: the card says so. */
export function isSealedRunner(name: string): boolean {
  return Object.values<string>(SEALED_RUNNERS).includes(name);
}
