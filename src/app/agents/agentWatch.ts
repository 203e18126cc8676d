import { stat } from 'node:fs/promises';
import type { Agent } from '../../agents/agent.ts';
import { programIn } from '../../preview/tools/trustedPath.ts';
import { ownPath } from './agentVersion.ts';

/** What a proof of an agent's hook depends on: its settings and its program. Another text: prove again. */
export async function agentMarks(agents: readonly Agent[], roots: readonly string[], home: string): Promise<string> {
  const files = await Promise.all(
    roots.map(async (root) => {
      const searched = await ownPath(root);
      const programs = await Promise.all(agents.map(({ program }) => programIn(searched, program, root)));
      const settings = agents.flatMap((agent) => [
        agent.settingsFile({ root, home }),
        ...agent.sharedSettings({ root, home }),
      ]);
      return [...settings, ...programs.flatMap((program) => program ?? [])];
    }),
  );
  const marks = await Promise.all([...new Set(files.flat())].sort().map(markOf));
  return marks.join('\n');
}

/** Follows links: an upgrade often changes where one leads. */
async function markOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? file : `${file} ${found.dev}:${found.ino}:${found.size}:${found.mtimeMs}:${found.mode}`;
}
