import { stat } from 'node:fs/promises';
import type { Agent } from '../agents/agent.ts';
import { agentProgram } from './agentVersion.ts';

/** What a proof of an agent's hook depends on: its settings and its program. Another text: prove again. */
export async function agentMarks(agents: readonly Agent[], roots: readonly string[], home: string): Promise<string> {
  const files = roots.flatMap((root) =>
    agents.flatMap((agent) => [
      agent.settingsFile({ root, home }),
      ...agent.sharedSettings({ root, home }),
      agentProgram(agent, root) ?? '',
    ]),
  );
  const marks = await Promise.all([...new Set(files)].sort().map(markOf));
  return marks.join('\n');
}

/** Follows links: an upgrade often changes where one leads. */
async function markOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? file : `${file} ${found.dev}:${found.ino}:${found.size}:${found.mtimeMs}`;
}
