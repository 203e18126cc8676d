import type { PlannedEdit, SettingsChange } from './agent.ts';

/** Connecting by a file that is wholly Keyturn's: made, brought up to date, removed. A file of another's stays. */
export function planOwnFile(
  { file: path, before, client }: SettingsChange,
  text: string,
  what: 'connect' | 'disconnect',
): PlannedEdit {
  // A file of that name without our client in it was put there by somebody else.
  if (before !== undefined && before.trim() !== '' && !before.includes(JSON.stringify(client).slice(1, -1)))
    return { plan: 'unreadable', path, what: '' };
  if (what === 'disconnect') return before === undefined ? { plan: 'nothing', path } : { plan: 'remove', path, before };
  if (before === text) return { plan: 'nothing', path };
  return { plan: 'edit', path, ...(before === undefined ? {} : { before }), after: text };
}
