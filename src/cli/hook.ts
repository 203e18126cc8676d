import { textOf } from '../action/utf8.ts';
import { eventsOf, HOOK_PID_HEADER, NO_OPINION, REFUSAL_START, type Agent } from '../agents/agent.ts';
import { isAnswer } from '../agents/answerText.ts';
import { agentNamed } from '../agents/registry.ts';
import { hookRefusal } from '../app/sentences/agents.ts';
import { cliSentences as sentences } from '../app/sentences/cli.ts';
import { callSocket } from './client/http.ts';
import { hookPlaces, realFolder } from './client/place.ts';
import { findWindow } from './client/window.ts';
import { USAGE } from './exitCode.ts';
import type { Io } from './io.ts';
import { tell } from './terminal.ts';

/** As curl's, which the hook script tells apart: no connection, an HTTP error. */
const NO_CONNECTION = 7;
const HTTP_ERROR = 22;

/** Bytes of hook JSON that are read. */
const LARGEST = 16 * 1024 * 1024;

/**
 * `keyturn hook AGENT EVENT`: an agent's hook JSON in, its answer out; a deny on any failure. With `--socket` it stands in
 * for curl in the installed script, which judges the answer itself. It reads no environment variable.
 */
export async function hook(args: readonly string[], io: Io): Promise<number> {
  const asked = readArguments(args);
  const agent = asked === undefined ? undefined : agentNamed(asked.agent);
  if (asked === undefined || agent === undefined || !eventsOf(agent).includes(asked.event)) {
    tell(sentences.usage('keyturn hook AGENT EVENT'));
    // To an agent 2 is a deny as well.
    return USAGE;
  }
  const body = await wholeText(io);
  if (asked.socket !== undefined) return relay(asked.socket, agent, asked.event, body, asked.pid ?? process.pid, io);
  const places = asked.place === undefined ? hookPlaces() : [asked.place];
  const answer = await decide(agent, asked.event, body, places, asked.pid ?? process.pid).catch(() =>
    agent.answer(asked.event, hookRefusal(sentences.hookFailed())),
  );
  // The script, which says its own process id, judges what it gets: an empty text is no answer to it.
  if (asked.pid !== undefined) {
    io.out(answer);
    return 0;
  }
  if (answer === NO_OPINION) return 0;
  if (agent.denial === 'status' && answer.startsWith(REFUSAL_START)) {
    tell(answer);
    return USAGE;
  }
  io.out(`${answer}\n`);
  // An answer that nobody reads is none, and to an agent nothing at all would mean "go on".
  return (await io.drained()) ? 0 : USAGE;
}

interface Asked {
  readonly agent: string;
  readonly event: string;
  readonly socket?: string;
  readonly pid?: number;
  readonly place?: string;
}

function readArguments([agent, event, ...rest]: readonly string[]): Asked | undefined {
  if (agent === undefined || event === undefined) return undefined;
  const options: { socket?: string; pid?: number; place?: string } = {};
  for (let i = 0; i < rest.length; i += 2) {
    const value = rest[i + 1];
    if (value === undefined) return undefined;
    if (rest[i] === '--socket') options.socket = value;
    else if (rest[i] === '--pid') options.pid = Number(value);
    else if (rest[i] === '--place') options.place = value;
    else return undefined;
  }
  return { agent, event, ...options };
}

async function relay(
  socket: string,
  agent: Agent,
  event: string,
  body: string | undefined,
  pid: number,
  io: Io,
): Promise<number> {
  const reply = await post(socket, agent, event, body ?? '', pid);
  if (reply.reply !== 'answer') return NO_CONNECTION;
  if (reply.status !== 200) return HTTP_ERROR;
  io.out(reply.body);
  return 0;
}

/** The agent's own answer, or NO_OPINION. */
async function decide(
  agent: Agent,
  event: string,
  body: string | undefined,
  places: readonly string[],
  pid: number,
): Promise<string> {
  const none = agent.answer(event, { decision: 'none' });
  const deny = (why: string) => agent.answer(event, hookRefusal(why));
  if (body === undefined) return deny(sentences.stdinNotText());
  const call = agent.decode(event, body, {});
  if (call.call === 'problem') return deny(sentences.hookUnreadable(call.problem.field));
  if (call.call === 'noOpinion') return none;
  const cwd = realFolder(call.cwd);
  if (cwd === undefined) return deny(sentences.changed(call.cwd));
  const all = places.map((place) => findWindow(place, cwd));
  const found = all.find((one) => one.found === 'window') ?? all.find((one) => one.found !== 'outside');
  // A hook of the whole machine has nothing to say where Keyturn was never opened.
  if (found === undefined) return none;
  switch (found.found) {
    case 'closed':
      return deny(sentences.closed(found.root));
    case 'foreign':
      return deny(sentences.foreign(found.path));
    case 'window':
      break;
  }
  const reply = await post(found.window.socket, agent, event, body, pid);
  if (reply.reply !== 'answer') return deny(sentences.closed(found.window.root));
  const answer = reply.body.trimEnd();
  return reply.status === 200 && isAnswer(agent, answer) ? answer : deny(sentences.hookNoAnswer(found.window.root));
}

function post(socket: string, agent: Agent, event: string, body: string, pid: number) {
  return callSocket(
    socket,
    { method: 'POST', path: `/v1/hooks/${agent.name}/${event}`, body, headers: { [HOOK_PID_HEADER]: String(pid) } },
    new AbortController().signal,
  );
}

async function wholeText(io: Io): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of io.input) {
    size += part.length;
    if (size > LARGEST) return undefined;
    parts.push(part);
  }
  return textOf(Buffer.concat(parts));
}
