import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { agents } from '../agents/registry.ts';
import type { Agent } from '../agents/agent.ts';
import { agentProgram, protectionOf } from '../app/agentVersion.ts';
import { clientPath, hookText, launcherPath } from '../app/launcher.ts';
import { doctorSentences as sentences } from '../app/sentences/doctor.ts';
import { cliSentences } from '../app/sentences/cli.ts';
import { isProgram } from '../app/trustedPath.ts';
import { placeOf, realFolder } from './client/place.ts';
import { findWindow, isOwnFile } from './client/window.ts';
import { USAGE } from './exitCode.ts';
import { healthOf } from './status.ts';
import { print, tell } from './terminal.ts';

/** A line of the report: something that protects, or something that does not, with the remedy. */
export interface Finding {
  readonly good: boolean;
  readonly text: string;
}

/** `keyturn doctor`: what protects this folder, what does not, and what to do. 0: nothing is wrong. */
export async function doctor(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    tell(cliSentences.usage('keyturn doctor'));
    return USAGE;
  }
  const place = placeOf(process.env);
  const folder = realFolder(process.cwd()) ?? '/';
  const findings = await examine(place, folder);
  for (const { good, text } of findings) print(`${good ? 'good' : 'MEND'}  ${text}`);
  return findings.every((finding) => finding.good) ? 0 : 1;
}

async function examine(place: string, folder: string): Promise<readonly Finding[]> {
  const found = findWindow(place, folder);
  switch (found.found) {
    case 'outside':
      return [{ good: false, text: sentences.outside(folder) }];
    case 'closed':
      return [{ good: false, text: sentences.closed(found.root) }];
    case 'foreign':
      return [{ good: false, text: cliSentences.foreign(found.path) }];
    case 'window':
      break;
  }
  const { root, socket } = found.window;
  const health = await healthOf(found.window);
  const window: Finding =
    health === undefined
      ? { good: false, text: cliSentences.windowSilent(root) }
      : { good: true, text: sentences.window(root, health.promise ?? '') };
  const launcher = launcherPath(place);
  const key = path.join(place, 'key.pub');
  const ways: Finding[] = [
    ...(health?.stopped === true ? [{ good: false, text: sentences.stopped() }] : []),
    { good: isOwnFile(key), text: sentences.key(key, isOwnFile(key)) },
    { good: isProgram(launcher), text: sentences.launcher(launcher, isProgram(launcher)) },
    { good: true, text: isProgram('/usr/bin/curl') ? sentences.curl() : sentences.noCurl() },
  ];
  const hooks = await Promise.all(agents.map((agent) => examineAgent(place, root, socket, agent)));
  return [window, ...ways, ...hooks.flat()];
}

async function examineAgent(place: string, root: string, socket: string, agent: Agent): Promise<readonly Finding[]> {
  const { title } = agent;
  const home = homedir();
  const script = clientPath(place, agent, root);
  const settings = agent.settingsFile({ root, home });
  if (!agent.connected(textOf(settings), script)) {
    // What is not on this machine needs no remedy; what is, and is not connected, runs without asking.
    const missing = agentProgram(agent, root) === undefined;
    return [
      missing
        ? { good: true, text: sentences.notInstalled(title) }
        : { good: false, text: sentences.notConnected(title, settings) },
    ];
  }
  const findings: Finding[] = [{ good: true, text: sentences.connected(title, settings) }];
  if (!isProgram(script) || textOf(script) !== (await hookText({ place, agent, root, home, socket }))) {
    findings.push({ good: false, text: sentences.scriptChanged(script) });
  }
  for (const file of agent.sharedSettings({ root, home })) {
    for (const hazard of agent.hazards(textOf(file)))
      findings.push({ good: false, text: sentences.hazard(title, file, hazard) });
  }
  const { closed, sentence } = await protectionOf(agent, root);
  findings.push({ good: closed, text: sentence });
  return findings;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
