import { homedir } from 'node:os';
import path from 'node:path';
import type { Agent } from '../agents/agent.ts';
import { agents } from '../agents/registry.ts';
import { proveAgents, type AgentProof } from '../app/agents/agentProof.ts';
import { agentProgram, protectionOf } from '../app/agents/agentVersion.ts';
import { clientPath, hookText, launcherPath, type HookOptions } from '../app/launcher.ts';
import { gapsOf } from '../app/sentences/agentGaps.ts';
import { doctorSentences as sentences } from '../app/sentences/doctor.ts';
import { cliSentences } from '../app/sentences/cli.ts';
import { settingsText } from '../app/agents/settingsFile.ts';
import { isProgram } from '../preview/tools/trustedPath.ts';
import { placeOf, realFolder } from './client/place.ts';
import { findWindow, isOwnFile } from './client/window.ts';
import { USAGE } from './exitCode.ts';
import type { Io } from './io.ts';
import { healthOf } from './status.ts';
import { print, tell } from './terminal.ts';

/** A line of the report: something that protects, or something that does not, with the remedy. */
export interface Finding {
  /** `open`: it cannot be mended, only known. */
  readonly state: 'good' | 'mend' | 'open';
  readonly text: string;
}

const LABELS: Readonly<Record<Finding['state'], string>> = { good: 'good', mend: 'MEND', open: 'OPEN' };

const PROOF_STATES: Readonly<Record<AgentProof['state'], Finding['state']>> = {
  protected: 'good',
  partly: 'open',
  unprotected: 'mend',
};

/** `keyturn doctor`: what protects this folder, what does not, and what to do. 0: nothing is wrong. */
export async function doctor(args: readonly string[], { dist }: Io): Promise<number> {
  if (args.length > 0) {
    tell(cliSentences.usage('keyturn doctor'));
    return USAGE;
  }
  const place = placeOf(process.env);
  const folder = realFolder(process.cwd()) ?? '/';
  const findings = await examine(place, folder, dist);
  for (const { state, text } of findings) print(`${LABELS[state]}  ${text}`);
  return findings.some(({ state }) => state === 'mend') ? 1 : 0;
}

async function examine(place: string, folder: string, dist: string): Promise<readonly Finding[]> {
  const found = findWindow(place, folder);
  switch (found.found) {
    case 'outside':
      return [{ state: 'mend', text: sentences.outside(folder) }];
    case 'closed':
      return [{ state: 'mend', text: sentences.closed(found.root) }];
    case 'foreign':
      return [{ state: 'mend', text: cliSentences.foreign(found.path) }];
    case 'window':
      break;
  }
  const { root, socket } = found.window;
  const health = await healthOf(found.window);
  const window: Finding =
    health === undefined
      ? { state: 'mend', text: cliSentences.windowSilent(root) }
      : { state: 'good', text: sentences.window(root, health.promise ?? '') };
  const launcher = launcherPath(place);
  const starts = await isProgram(launcher);
  const key = path.join(place, 'key.pub');
  const ways: Finding[] = [
    ...(health?.stopped === true ? [{ state: 'mend', text: sentences.stopped() } as const] : []),
    { state: isOwnFile(key) ? 'good' : 'mend', text: sentences.key(key, isOwnFile(key)) },
    { state: starts ? 'good' : 'mend', text: sentences.launcher(launcher, starts) },
    { state: 'good', text: (await isProgram('/usr/bin/curl')) ? sentences.curl() : sentences.noCurl() },
  ];
  // Before anything else is asked of the agents' programs: the time for a deny is short.
  const proofs = await proveAgents({ place, home: homedir(), root, node: process.execPath });
  const hooks = await Promise.all(
    agents.map((agent) => examineAgent({ place, root, socket, dist, home: homedir(), agent })),
  );
  const proved = proofs.map(({ state, sentence }): Finding => ({ state: PROOF_STATES[state], text: sentence }));
  return [window, ...ways, ...proved, ...hooks.flat()];
}

async function examineAgent(options: HookOptions): Promise<readonly Finding[]> {
  const { place, root, home, agent } = options;
  const { title } = agent;
  const client = clientPath(place, agent, root);
  const settings = agent.settingsFile({ root, home });
  if (!(await isConnected(agent, options))) {
    const ways = agents.filter(({ program }) => program === agent.program);
    const others = await Promise.all(ways.map((way) => isConnected(way, options)));
    // One agent that can be connected in two ways is spoken of once.
    if (others.includes(true) || ways[0] !== agent) return [];
    // What is not on this machine needs no remedy; what is, and is not connected, runs without asking.
    if ((await agentProgram(agent, root)) === undefined)
      return [{ state: 'good', text: sentences.notInstalled(title) }];
    return [{ state: 'mend', text: sentences.notConnected(title, settings) }];
  }
  const findings: Finding[] = [{ state: 'good', text: sentences.connected(title, settings) }];
  if (!(await isProgram(client)) || (await settingsText(client)) !== (await hookText(options))) {
    findings.push({ state: 'mend', text: sentences.scriptChanged(client) });
  }
  for (const file of agent.sharedSettings({ root, home })) {
    for (const hazard of agent.hazards(await settingsText(file)))
      findings.push({ state: 'mend', text: sentences.hazard(title, file, hazard) });
  }
  const { closed, mendable, sentence } = await protectionOf(agent, root);
  findings.push({ state: closed ? 'good' : mendable ? 'mend' : 'open', text: sentence });
  return [...findings, ...gapsOf(agent).map((text): Finding => ({ state: 'open', text }))];
}

async function isConnected(agent: Agent, at: Pick<HookOptions, 'place' | 'root' | 'home'>): Promise<boolean> {
  return agent.connected(await settingsText(agent.settingsFile(at)), clientPath(at.place, agent, at.root));
}
