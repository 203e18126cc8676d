import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Agent, PlannedEdit } from '../../agents/agent.ts';
import { planOwnFile } from '../../agents/ownFile.ts';
import { isInside } from '../../effect/path.ts';
import { offerPackage } from './agentPackage.ts';
import { forgetCalls } from './agentPulse.ts';
import { protectionOf } from './agentVersion.ts';
import { wiringOf } from './agentWiring.ts';
import { besidesSentence, gapsOf } from '../sentences/agentGaps.ts';
import { clientPath, installHook } from '../launcher.ts';
import { makeChange, offerChange, readOwn, type ChangeParts } from './settingsChange.ts';

export interface ConnectionParts extends ChangeParts {
  readonly place: string;
  readonly home: string;
  /** Folder of the built bundles. */
  readonly dist: string;
  /** The socket of the folder's gate. */
  readonly socketOf: (root: string) => string | undefined;
}

/** Offers the exact change of an agent's settings on a card, and writes it when a person accepts it. */
export async function changeConnection(
  parts: ConnectionParts,
  agent: Agent,
  root: string,
  change: 'connect' | 'disconnect',
): Promise<void> {
  const { place, home, dist, alarm } = parts;
  const socket = parts.socketOf(root);
  const file = agent.settingsFile({ root, home });
  const values = { agent: agent.title, path: file, folder: root };
  const client = clientPath(place, agent, root);
  if (socket === undefined) {
    alarm('agent.no-folder', values);
    return;
  }
  const kind = change === 'connect' ? 'connect-agent' : 'disconnect-agent';
  const besides = agent.besides?.file({ root, home });
  const planBesides = async (): Promise<PlannedEdit | undefined> =>
    agent.besides === undefined || besides === undefined
      ? undefined
      : planOwnFile(
          { file: besides, before: (await readOwn(besides)).text, client: agent.besides.sign },
          agent.besides.text,
          change,
        );
  /** Taken back with the hooks, on one card. As Keyturn wrote it only: what somebody changed is shown on a card of its own. */
  const takenAlong = async () => {
    const plan = change === 'disconnect' ? await planBesides().catch(() => undefined) : undefined;
    return plan?.plan === 'remove' && plan.before === agent.besides?.text ? plan : undefined;
  };
  const install = async (): Promise<void> => {
    if (change === 'connect') await parts.own(() => installHook({ place, agent, root, home, socket, dist }));
  };
  // Said on the card: an agent that lets a call run when its hook fails is less protected.
  const protection = async () =>
    change === 'connect'
      ? { protection: (await protectionOf(agent, root)).sentence, open: gapsOf(agent).join('\n') }
      : {};
  const changed = await offerChange(parts, {
    kind,
    subject: agent.name,
    values: async () => ({
      ...values,
      ...(await protection()),
      ...((await takenAlong()) === undefined ? {} : { also: besides ?? '' }),
      reach: agent.folderFrom === 'settings' ? 'folder' : 'person',
    }),
    async plan() {
      await staysInside(agent, file, root);
      const settings = { file, before: (await readOwn(file)).text, client };
      return change === 'connect' ? agent.planConnect(settings) : agent.planDisconnect(settings);
    },
    async accepted() {
      await forgetCalls(place, agent, root);
      await install();
      const more = await takenAlong();
      if (more !== undefined) await makeChange(parts, more);
    },
  });
  // The entries are there already; the script they call may be of an earlier version.
  if (changed === 'nothing') await install();
  if (changed === 'refused') return;
  if (change === 'connect') await offerPackage(parts, agent, root);
  if (besides === undefined) return;
  if (change === 'disconnect' && (await planBesides())?.plan !== 'remove') return;
  await offerChange(parts, {
    kind,
    subject: agent.name,
    values: () => Promise.resolve({ ...values, path: besides, besides: besidesSentence(agent) }),
    plan: async () => (await planBesides()) ?? { plan: 'nothing', path: besides },
    accepted: () => Promise.resolve(),
  });
}

/** Writes again what the connected agents of a folder call: it may be of an earlier version, or gone. */
export async function renewClients(
  { place, home, dist, alarm }: Pick<ConnectionParts, 'place' | 'home' | 'dist' | 'alarm'>,
  agents: readonly Agent[],
  root: string,
  socket: string,
): Promise<void> {
  for (const agent of agents) {
    try {
      const wiring = await wiringOf(agent, { place, home, root });
      // Also for entries that an earlier version wrote: what they call must be there, and know where this one is.
      if (wiring === 'whole' || wiring === 'changed') await installHook({ place, agent, root, home, socket, dist });
    } catch (reason) {
      alarm('agent.failed', { agent: agent.title, folder: root, error: String(reason) });
    }
  }
}

/** A folder of the workspace that is a link would make the change somewhere else than the card says. */
async function staysInside(agent: Agent, file: string, root: string): Promise<void> {
  if (agent.folderFrom !== 'settings') return;
  const folder = path.dirname(file);
  const real = await realpath(folder).catch((reason: NodeJS.ErrnoException) => {
    if (reason.code === 'ENOENT') return undefined;
    throw reason;
  });
  // Not there is fine, but a link that leads nowhere is none that `mkdir` may follow.
  const found = await lstat(folder).catch(() => undefined);
  if (real === undefined ? found !== undefined : !isInside(real, root))
    throw new Error(`${folder} leads out of ${root}`);
}
