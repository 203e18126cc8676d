import type { Action, ShellName } from '../../src/action/action.ts';

const shell = (command: string, name: ShellName = 'bash'): Action => ({ kind: 'shell', command, shell: name });
const sql = (statement: string, dialect: string): Action => ({ kind: 'sql', statement, dialect });

export interface FirstText {
  readonly name: string;
  /** How many milliseconds its loading and its verdict may take. */
  readonly mostMs: number;
  readonly action: Action;
}

/** The first text that needs a reader, in this order in one process. */
export const FIRST: readonly FirstText[] = [
  { name: 'shell', mostMs: 40, action: shell('ls') },
  { name: 'PowerShell', mostMs: 40, action: shell('Get-ChildItem', 'powershell') },
  { name: 'shell (a rarer tool)', mostMs: 40, action: shell('terraform version') },
  { name: 'PostgreSQL', mostMs: 100, action: sql('SELECT 1', 'postgresql') },
  { name: 'SQLite (worker)', mostMs: 300, action: sql('SELECT 1', 'sqlite') },
  { name: 'MySQL (worker)', mostMs: 300, action: sql('SELECT 1', 'mysql') },
  { name: 'JavaScript', mostMs: 300, action: shell('node -e 1') },
  { name: 'Python', mostMs: 300, action: shell('python3 -c 1') },
];

/** What a process may read as its very first text in place of the plainest: each brings families of its own along. */
export const ALONE: readonly FirstText[] = [
  { name: 'shell (git)', mostMs: 40, action: shell('git status --short') },
  { name: 'shell (npm)', mostMs: 40, action: shell('npm ls') },
];
