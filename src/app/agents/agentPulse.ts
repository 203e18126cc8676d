import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Agent } from '../../agents/agent.ts';
import { writeWhole } from '../../gate/windowFile.ts';
import { clientPath } from '../launcher.ts';
import { boundedFile } from '../../preview/boundedFile.ts';

/** Bytes of a mark: a hash. */
const LONGEST_MARK = 1024;

/**
 * Whether a session of an agent's has called its hook since it was connected. A session that began before does not know the
 * hook, and nothing of it is held. Kept on disk, since a reload of the editor does not end the agent's session.
 */
export async function hasCalled(place: string, agent: Agent, root: string): Promise<boolean> {
  const mark = await boundedFile(markFile(place, agent, root), LONGEST_MARK);
  return mark.ok && mark.bytes.toString('utf8') === markOf(place, agent, root);
}

/** Remembers that it has. True: that was not known. */
export async function noteCall(place: string, agent: Agent, root: string): Promise<boolean> {
  if (await hasCalled(place, agent, root)) return false;
  const file = markFile(place, agent, root);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeWhole(file, markOf(place, agent, root));
  return true;
}

/** As before any session: the agent was connected or disconnected. */
export function forgetCalls(place: string, agent: Agent, root: string): Promise<void> {
  return rm(markFile(place, agent, root), { force: true });
}

function markFile(place: string, agent: Agent, root: string): string {
  return path.join(place, 'hooks', 'called', path.basename(clientPath(place, agent, root)));
}

/** Another for other entries in the settings: a session that knows only the former ones is not held by the new. */
function markOf(place: string, agent: Agent, root: string): string {
  const client = clientPath(place, agent, root);
  const plan = agent.planConnect({ file: '', before: undefined, client });
  return createHash('sha256')
    .update(plan.plan === 'edit' ? plan.after : '')
    .digest('hex');
}
