import path from 'node:path';
import type { Agent } from '../../agents/agent.ts';
import { agents } from '../../agents/registry.ts';
import { isInside } from '../../effect/path.ts';
import { agentProgram, agentVersionOf } from './agentVersion.ts';
import { clientPath } from '../launcher.ts';
import { choiceSentences as sentences } from '../sentences/agents.ts';
import { gapsOf } from '../sentences/agentGaps.ts';
import { settingsText } from './settingsFile.ts';

/** Milliseconds an agent's program may take to say its version while a person waits for the list. */
const VERSION_TIME = 3_000;

/** One agent, as the list says of it before it is connected. */
export interface AgentChoice {
  readonly name: string;
  readonly title: string;
  /** Whether it is connected here, or there at all, and in which version. */
  readonly standing: string;
  /** How it is, or would be, wired, and what remains open then. */
  readonly wiring: string;
}

/** Every agent that can be connected: those that are connected first, then those that are installed. */
export async function agentChoices(place: string, home: string, root: string): Promise<readonly AgentChoice[]> {
  const choices = await Promise.all(agents.map((agent) => choiceOf(agent, place, home, root)));
  return choices.sort((a, b) => a.rank - b.rank).map(({ choice }) => choice);
}

async function choiceOf(agent: Agent, place: string, home: string, root: string) {
  const { name, title } = agent;
  const file = agent.settingsFile({ root, home });
  const settings = await settingsText(file);
  const connected = agent.connected(settings, clientPath(place, agent, root));
  const installed = (await agentProgram(agent, root)) !== undefined;
  const version = await agentVersionOf(agent, root, VERSION_TIME);
  const choice: AgentChoice = {
    name,
    title,
    standing: sentences.standing(connected, installed, version),
    wiring: [
      sentences.wiring(agent.client, shortened(file, home, root), agent.folderFrom === 'settings'),
      ...gapsOf(agent),
    ].join(' '),
  };
  return { choice, rank: connected ? 0 : installed ? 1 : 2 };
}

/** From the workspace or from `~`: a row of the list is short. */
function shortened(file: string, home: string, root: string): string {
  if (isInside(file, root)) return path.relative(root, file);
  return isInside(file, home) ? `~/${path.relative(home, file)}` : file;
}
