import { HOOK_GIVE_UP, NO_OPINION } from '../agents/agent.ts';
import { moduleSentences } from '../app/sentences/agents.ts';
import { callSocketPlainly, type PlainCall } from './client/plainHttp.ts';
import { realFolder } from './client/place.ts';
import { findWindow } from './client/window.ts';
import { openHeldCalls, type HeldCalls } from './heldCalls.ts';

/**
 * What an agent that loads modules into itself asks Keyturn with: the file that its settings name imports this. It rejects
 * with the reason whenever the call must not go on, whatever went wrong; it never waits for less than an answer. `gone`: the
 * agent asks no more.
 */
export async function mayRun(asked: ModuleCall, gone?: AbortSignal): Promise<void> {
  const { place, folder, call, giveUp = HOOK_GIVE_UP } = asked;
  const before = textOf(call);
  const cwd = realFolder(folder);
  if (before === undefined || cwd === undefined) throw new Error(moduleSentences.unreadable());
  const found = findWindow(place, cwd);
  switch (found.found) {
    case 'outside':
      return;
    case 'closed':
      throw new Error(moduleSentences.closed(found.root));
    case 'foreign':
      throw new Error(moduleSentences.foreign(found.path));
    case 'window':
      break;
  }
  const { root, socket } = found.window;
  const reply = await post(socket, asked, { body: before, seconds: giveUp, ...(gone === undefined ? {} : { gone }) });
  if (reply.reply === 'lost') throw new Error(moduleSentences.closed(root));
  const denied = reply.reply === 'answer' && reply.status === 200 ? reasonIn(reply.body) : undefined;
  if (denied === undefined) throw new Error(moduleSentences.failed(root));
  if (denied !== '') throw new Error(denied);
  // What was decided on is what must run: another module may have changed it meanwhile.
  if (textOf(call) !== before) throw new Error(moduleSentences.changed());
  // Nor may it be changed from now on: whoever tries fails, or changes nothing.
  freeze(call);
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
}

/** Tells what became of a call. Nothing is stopped when nobody hears it: it is over. */
export async function tellOutcome(told: ModuleCall): Promise<void> {
  const { place, folder, call } = told;
  const text = textOf(call);
  const cwd = realFolder(folder);
  const found = cwd === undefined ? undefined : findWindow(place, cwd);
  if (text !== undefined && found?.found === 'window')
    await post(found.window.socket, told, { body: text, seconds: REPORTED });
}

/** For an agent that cannot wait: `before` and `after` are its events. */
export function heldCallsOf({ before, after, ...facts }: HeldCallsFacts): HeldCalls {
  return openHeldCalls({
    ask: (folder, call, gone) => mayRun({ ...facts, event: before, folder, call }, gone),
    tell: (folder, call) => tellOutcome({ ...facts, event: after, folder, call }),
  });
}

type HeldCallsFacts = Omit<ModuleCall, 'event' | 'folder' | 'call'> & Readonly<Record<'before' | 'after', string>>;

export interface ModuleCall {
  /** `~/.keyturn` */
  readonly place: string;
  readonly agent: string;
  readonly event: string;
  /** Where the agent works. */
  readonly folder: string;
  /** As the agent gave it; it is sent as JSON. */
  readonly call: unknown;
  /** Seconds until it is a no. A file that an earlier version wrote does not say them. */
  readonly giveUp?: number;
}

/** Seconds that a report may take: what waits for it has three in one agent, and for ever in another. */
const REPORTED = 2;

function post(socket: string, { agent, event }: ModuleCall, call: Omit<PlainCall, 'path'>) {
  return callSocketPlainly(socket, { path: `/v1/hooks/${agent}/${event}`, ...call });
}

function textOf(call: unknown): string | undefined {
  try {
    return JSON.stringify(call);
  } catch {
    return undefined;
  }
}

/** The reason of a deny, empty for a yes; undefined for everything that is no answer. */
function reasonIn(body: string): string | undefined {
  if (body === NO_OPINION) return '';
  try {
    const { keyturn, reason } = JSON.parse(body) as { readonly keyturn?: unknown; readonly reason?: unknown };
    if (keyturn === 'allow') return '';
    return keyturn === 'deny' && typeof reason === 'string' && reason !== '' ? reason : undefined;
  } catch {
    return undefined;
  }
}
