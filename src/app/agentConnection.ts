import { lstat, mkdir, readFile, realpath, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Agent, PlannedEdit } from '../agents/agent.ts';
import { isInside } from '../gate/desk.ts';
import { writeWhole } from '../gate/windowFile.ts';
import type { Consents } from '../review/consent.ts';
import { forgetCalls } from './agentPulse.ts';
import { protectionOf } from './agentVersion.ts';
import { gapsOf } from './sentences/agentGaps.ts';
import { clientPath, installHook } from './launcher.ts';

export interface ConnectionParts {
  readonly place: string;
  readonly home: string;
  /** Folder of the built bundles. */
  readonly dist: string;
  readonly consents: Consents;
  /** The socket of the folder's gate. */
  readonly socketOf: (root: string) => string | undefined;
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
  /** Runs what writes settings, so that its change is nobody else's. */
  readonly own: <T>(write: () => Promise<T>) => Promise<T>;
}

/** Offers the exact change of an agent's settings on a card, and writes it when a person accepts it. */
export async function changeConnection(
  parts: ConnectionParts,
  agent: Agent,
  root: string,
  change: 'connect' | 'disconnect',
): Promise<void> {
  const { place, home, dist, consents, alarm } = parts;
  const socket = parts.socketOf(root);
  const file = agent.settingsFile({ root, home });
  const values = { agent: agent.title, path: file, folder: root };
  const client = clientPath(place, agent, root);
  if (socket === undefined) {
    alarm('agent.no-folder', values);
    return;
  }
  const plan = async (): Promise<PlannedEdit> => {
    await staysInside(agent, file, root);
    const settings = { file, before: (await readOwn(file)).text, client };
    return change === 'connect' ? agent.planConnect(settings) : agent.planDisconnect(settings);
  };
  const planned = await plan();
  if (planned.plan === 'unreadable') {
    alarm('agent.settings-unreadable', { ...values, what: planned.what });
    return;
  }
  if (planned.plan === 'nothing') {
    // The entries are there already; the script they call may be of an earlier version.
    if (change === 'connect') await parts.own(() => installHook({ place, agent, root, home, socket, dist }));
    return;
  }
  const { before } = planned;
  const after = planned.plan === 'edit' ? planned.after : '';
  // Said on the card: an agent that lets a call run when its hook fails is less protected.
  const protection =
    change === 'connect'
      ? { protection: (await protectionOf(agent, root)).sentence, open: gapsOf(agent).join('\n') }
      : {};
  const accepted = await consents.offer({
    kind: change === 'connect' ? 'connect-agent' : 'disconnect-agent',
    content: JSON.stringify([agent.name, file, before ?? null, planned.plan, after]),
    values: { ...values, ...protection, reach: agent.folderFrom === 'settings' ? 'folder' : 'person' },
    file: { path: file, ...(before === undefined ? {} : { before }), after },
  });
  if (!accepted) return;
  await forgetCalls(place, agent, root);
  const now = await plan();
  // What was accepted is this exact change of this exact text.
  if (now.plan !== planned.plan || now.before !== before || (now.plan === 'edit' && now.after !== after)) {
    alarm('agent.settings-changed', values);
    return;
  }
  await parts.own(async () => {
    if (change === 'connect') await installHook({ place, agent, root, home, socket, dist });
    if (now.plan === 'remove') return unlink(file);
    await mkdir(path.dirname(file), { recursive: true });
    // A person may have closed it to others: it may hold keys.
    return writeWhole(file, after, (await readOwn(file)).mode);
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
    const file = agent.settingsFile({ root, home });
    try {
      const { text } = await readOwn(file);
      if (agent.connected(text, clientPath(place, agent, root)))
        await installHook({ place, agent, root, home, socket, dist });
    } catch (reason) {
      alarm('agent.failed', { agent: agent.title, folder: root, error: String(reason) });
    }
  }
}

interface OwnFile {
  readonly text?: string;
  readonly mode: number;
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

/** A settings file that is a plain file, or is not there. Throws for anything else. */
async function readOwn(file: string): Promise<OwnFile> {
  const found = await lstat(file).catch((reason: NodeJS.ErrnoException) => {
    if (reason.code === 'ENOENT') return undefined;
    throw reason;
  });
  if (found === undefined) return { mode: 0o644 };
  // Writing through a link would change a file that the card did not name.
  if (!found.isFile()) throw new Error(`${file} is not a plain file`);
  return { text: await readFile(file, 'utf8'), mode: found.mode & 0o777 };
}
