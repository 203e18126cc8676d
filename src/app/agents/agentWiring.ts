import { existsSync } from 'node:fs';
import type { Agent } from '../../agents/agent.ts';
import { readSettings } from '../../agents/settingsText.ts';
import { clientPath } from '../launcher.ts';
import { settingsFile } from './settingsFile.ts';

/**
 * What an agent's settings say of Keyturn. `changed`: they name it, but are not what this version writes: an earlier one wrote
 * them, or somebody changed them, and some calls, or all, go by it. `unreadable`: nobody can say, of an agent that was connected.
 */
export type Wiring = 'whole' | 'changed' | 'unreadable' | 'none';

export async function wiringOf(
  agent: Agent,
  { place, home, root }: { readonly place: string; readonly home: string; readonly root: string },
): Promise<Wiring> {
  const client = clientPath(place, agent, root);
  const found = await settingsFile(agent.settingsFile({ root, home }));
  if (!found.ok) return found.why !== 'absent' && existsSync(client) ? 'unreadable' : 'none';
  const settings = found.bytes.toString('utf8');
  if (agent.connected(settings, client)) return 'whole';
  // A file that an agent loads as its module is Keyturn's by its name, whatever stands in it now.
  const ours = agent.client === 'module' || settings.includes(JSON.stringify(client).slice(1, -1));
  if (ours) return 'changed';
  // Half a file, for instance: what the agent makes of it nobody knows.
  return existsSync(client) && settings.trim() !== '' && readSettings(settings) === undefined ? 'unreadable' : 'none';
}
