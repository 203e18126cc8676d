import type { Action, ShellName } from '../../src/action/action.ts';

const shell = (command: string, name: ShellName = 'bash'): Action => ({ kind: 'shell', command, shell: name });
const sql = (statement: string, dialect: string): Action => ({ kind: 'sql', statement, dialect });

/** The first text that needs a reader, and how many milliseconds its loading and its verdict may take. In this order. */
export const FIRST: readonly { readonly name: string; readonly mostMs: number; readonly action: Action }[] = [
  { name: 'shell', mostMs: 40, action: shell('ls') },
  { name: 'PowerShell', mostMs: 40, action: shell('Get-ChildItem', 'powershell') },
  { name: 'shell (a rarer tool)', mostMs: 40, action: shell('terraform version') },
  { name: 'PostgreSQL', mostMs: 100, action: sql('SELECT 1', 'postgresql') },
  { name: 'SQLite (worker)', mostMs: 300, action: sql('SELECT 1', 'sqlite') },
  { name: 'MySQL (worker)', mostMs: 300, action: sql('SELECT 1', 'mysql') },
  { name: 'JavaScript', mostMs: 300, action: shell('node -e 1') },
  { name: 'Python', mostMs: 300, action: shell('python3 -c 1') },
];
