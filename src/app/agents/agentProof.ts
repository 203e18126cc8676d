import { existsSync } from 'node:fs';
import type { Agent } from '../../agents/agent.ts';
import { agents } from '../../agents/registry.ts';
import { hasCalled } from './agentPulse.ts';
import { agentProgram, ownPath, protectionOf } from './agentVersion.ts';
import { wiringOf } from './agentWiring.ts';
import { codexHooks } from './codexTrust.ts';
import { proveHook } from './hookProof.ts';
import { clientPath } from '../launcher.ts';
import { proofSentences as sentences } from '../sentences/agents.ts';
import { doctorSentences } from '../sentences/doctor.ts';
import { settingsText } from './settingsFile.ts';

/** Whether a connected agent is held in a folder, found out by trying. */
export interface AgentProof {
  /** Its name in the registry. */
  readonly agent: string;
  readonly root: string;
  readonly state: 'protected' | 'partly' | 'unprotected';
  readonly sentence: string;
}

export interface ProofPlace {
  readonly place: string;
  readonly home: string;
  /** Real path of the workspace folder. */
  readonly root: string;
  /** A Node, or the editor's Electron. */
  readonly node: string;
}

/** One for each agent whose settings call Keyturn, or did and were changed, or cannot be read any more. */
export async function proveAgents(where: ProofPlace): Promise<readonly AgentProof[]> {
  const proofs = await Promise.all(
    agents.map(async (agent) => {
      switch (await wiringOf(agent, where)) {
        case 'whole':
          return proveAgent(agent, where);
        case 'changed':
          return brokenWiring(agent, where, sentences.changed);
        case 'unreadable':
          return brokenWiring(agent, where, sentences.unreadable);
        case 'none':
          return undefined;
      }
    }),
  );
  return proofs.filter((proof) => proof !== undefined);
}

function brokenWiring(
  agent: Agent,
  { home, root }: ProofPlace,
  sentence: (title: string, file: string) => string,
): AgentProof {
  const file = agent.settingsFile({ root, home });
  return { agent: agent.name, root, state: 'unprotected', sentence: sentence(agent.title, file) };
}

async function proveAgent(agent: Agent, { place, home, root, node }: ProofPlace): Promise<AgentProof> {
  const { name, title } = agent;
  const installed = { client: clientPath(place, agent, root), settings: agent.settingsFile({ root, home }) };
  const proof = await proveHook(agent, installed, root, node);
  switch (proof) {
    case 'open':
      return { agent: name, root, state: 'unprotected', sentence: sentences.open(title) };
    case 'late':
      return { agent: name, root, state: 'unprotected', sentence: sentences.late(title) };
    case 'alone':
      return {
        ...{ agent: name, root, state: 'partly' },
        sentence: existsSync(installed.client) ? sentences.alone(title) : sentences.gone(title, installed.client),
      };
    case 'answered':
      break;
  }
  const untrusted = await untrustedHooks(agent, { place, home, root });
  if (untrusted !== undefined && untrusted > 0)
    return { agent: name, root, state: 'unprotected', sentence: sentences.untrusted(title, untrusted) };
  const hazards: string[] = [];
  for (const file of agent.sharedSettings({ root, home }))
    for (const key of agent.hazards(await settingsText(file))) hazards.push(doctorSentences.hazard(title, file, key));
  const { closed, sentence } = await protectionOf(agent, root);
  const unseen = (await hasCalled(place, agent, root)) ? [] : [sentences.restart(title)];
  const unasked = untrusted === undefined ? [sentences.unasked(title)] : [];
  const open = [...unseen, ...unasked, ...(closed ? [] : [sentence]), ...hazards];
  return open.length === 0
    ? { agent: name, root, state: 'protected', sentence: sentences.protected(title) }
    : { agent: name, root, state: 'partly', sentence: sentences.partly(title, open) };
}

/** Of the agent's hooks how many it would skip, since its person has not trusted them. Undefined: it could not be asked. */
async function untrustedHooks(
  agent: Agent,
  { place, home, root }: Omit<ProofPlace, 'node'>,
): Promise<number | undefined> {
  if (agent.name !== 'codex') return 0;
  const program = await agentProgram(agent, root);
  if (program === undefined) return undefined;
  const env = { HOME: home, LC_ALL: 'C', PATH: await ownPath(root) };
  const hooks = await codexHooks(program, root, env);
  const client = clientPath(place, agent, root);
  const trusted = hooks?.filter(({ command, trusted }) => trusted && command.includes(client)).length ?? 0;
  return hooks === undefined ? undefined : Math.max(0, agent.deciding.length + agent.reporting.length - trusted);
}
