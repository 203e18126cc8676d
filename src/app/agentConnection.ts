import { lstat, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Agent, PlannedEdit } from '../agents/agent.ts';
import { writeWhole } from '../gate/windowFile.ts';
import type { Consents } from '../review/consent.ts';
import { protectionOf } from './agentVersion.ts';
import { hookPath, installHook } from './launcher.ts';

export interface ConnectionParts {
  readonly place: string;
  readonly consents: Consents;
  /** The socket of the folder's gate. */
  readonly socketOf: (root: string) => string | undefined;
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
}

/** Offers the exact change of an agent's settings on a card, and writes it when a person accepts it. */
export async function changeConnection(
  parts: ConnectionParts,
  agent: Agent,
  root: string,
  change: 'connect' | 'disconnect',
): Promise<void> {
  const { place, consents, alarm } = parts;
  const socket = parts.socketOf(root);
  const file = agent.settingsFile(root);
  const values = { agent: agent.title, path: file, folder: root };
  const script = hookPath(place, agent, root);
  if (socket === undefined) {
    alarm('agent.no-folder', values);
    return;
  }
  const plan = async (): Promise<PlannedEdit> => {
    const before = await readOwn(file);
    return change === 'connect' ? agent.planConnect(root, before, script) : agent.planDisconnect(root, before, script);
  };
  const planned = await plan();
  if (planned.plan === 'unreadable') {
    alarm('agent.settings-unreadable', { ...values, what: planned.what });
    return;
  }
  if (planned.plan === 'nothing') {
    // The entries are there already; the script they call may be of an earlier version.
    if (change === 'connect') await installHook({ place, agent, root, socket });
    return;
  }
  const { before, after } = planned;
  // Said on the card: an agent that lets a call run when its hook fails is less protected.
  const protection = change === 'connect' ? { protection: (await protectionOf(agent, root)).sentence } : {};
  const accepted = await consents.offer({
    kind: change === 'connect' ? 'connect-agent' : 'disconnect-agent',
    content: JSON.stringify([agent.name, file, before ?? null, after]),
    values: { ...values, ...protection },
    file: { path: file, ...(before === undefined ? {} : { before }), after },
  });
  if (!accepted) return;
  const now = await plan();
  // What was accepted is this exact change of this exact text.
  if (now.plan !== 'edit' || now.before !== before || now.after !== after) {
    alarm('agent.settings-changed', values);
    return;
  }
  if (change === 'connect') await installHook({ place, agent, root, socket });
  await mkdir(path.dirname(file), { recursive: true });
  await writeWhole(file, after, 0o644);
}

/** The text of a settings file that is a plain file; undefined when there is none. Throws for anything else. */
async function readOwn(file: string): Promise<string | undefined> {
  const found = await lstat(file).catch((reason: NodeJS.ErrnoException) => {
    if (reason.code === 'ENOENT') return undefined;
    throw reason;
  });
  if (found === undefined) return undefined;
  // Writing through a link would change a file that the card did not name.
  if (!found.isFile()) throw new Error(`${file} is not a plain file`);
  return readFile(file, 'utf8');
}
