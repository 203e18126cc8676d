import path from 'node:path';
import type { Agent } from '../../agents/agent.ts';
import { clientPath } from '../launcher.ts';
import type { GuardedFile } from './guardedFile.ts';

/** The files by whose change somebody could let agents go: agents' hook settings, Keyturn's keys, its own programs. */
export function guardedPlaces(
  agents: readonly Agent[],
  { roots, home, place }: { readonly roots: readonly string[]; readonly home: string; readonly place: string },
): readonly GuardedFile[] {
  const files = new Map<string, GuardedFile>();
  const add = (file: string, part: GuardedFile['part']): void => {
    files.set(file, { path: file, part });
  };
  add(path.join(place, 'key.pub'), 'whole');
  add(path.join(place, 'bin', 'keyturn'), 'whole');
  for (const root of roots) {
    add(path.join(root, '.vscode', 'settings.json'), 'keyturn');
    for (const agent of agents) {
      add(clientPath(place, agent, root), 'whole');
      const own = agent.settingsFile({ root, home });
      add(own, own.endsWith('.json') ? 'hooks' : 'whole');
      // A folder's own settings may switch hooks off as well. Others than JSON an agent writes into all day.
      for (const file of agent.sharedSettings({ root, home })) if (file.endsWith('.json')) add(file, 'hooks');
    }
  }
  return [...files.values()];
}
