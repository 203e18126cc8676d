import { execFile } from 'node:child_process';
import type { Agent } from '../agents/agent.ts';
import { versionAtLeast, versionIn } from '../agents/version.ts';
import { versionSentences } from './sentences/agents.ts';

/** Milliseconds the agent has to say its version. */
const VERSION_TIME = 10_000;

/** What the agent's own version means for a hook that fails. */
export interface Protection {
  readonly closed: boolean;
  readonly sentence: string;
}

/** Asks the program itself; what the environment says of its version is not to be trusted. */
export async function protectionOf(agent: Agent): Promise<Protection> {
  const { title, closedSince } = agent;
  const version = await askVersion(agent);
  if (version === undefined) return { closed: false, sentence: versionSentences.unknown(title, closedSince) };
  return versionAtLeast(version, closedSince)
    ? { closed: true, sentence: versionSentences.closed(title, version) }
    : { closed: false, sentence: versionSentences.open(title, version, closedSince) };
}

function askVersion(agent: Agent): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(agent.program, ['--version'], { timeout: VERSION_TIME, maxBuffer: 64 * 1024 }, (error, output) => {
      resolve(error === null ? versionIn(output) : undefined);
    });
  });
}
