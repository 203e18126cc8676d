import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anthropic } from './dialects/anthropic.ts';
import { chat } from './dialects/chat.ts';
import { callsOf, type Conversation, type Step } from './dialects/dialect.ts';
import { gemini } from './dialects/gemini.ts';
import { responses } from './dialects/responses.ts';

/**
 * `sub`: what the model says to a subagent, whose task holds `SUBTASK`. `<told:NAME>` in a call's input stands for the
 * member NAME of what the first call gave, as the id of a subagent that the call has begun.
 */
export interface Script {
  readonly main: readonly Step[];
  readonly sub?: readonly Step[];
}

export interface ScriptedModel {
  /** Where it listens, without a path. */
  readonly url: string;
  /** What the agent told the model about its calls, in order, a subagent's after them: the content of every tool result. */
  told(): readonly string[];
  /** Names of the tools that the agent offered last. */
  offered(): readonly string[];
  close(): Promise<void>;
}

/** What Keyturn tells a model whose agent cannot wait: it does as it is told, and its script goes on where it was. */
const PUT_OFF = /Call keyturn_wait|Propose exactly the same call again/;

const DIALECTS = [anthropic, responses, chat, gemini];

/**
 * A model that follows a script, speaking over loopback whichever API it is asked in. The step is derived from the
 * conversation the agent sends, not from a counter: agents repeat requests.
 */
export async function startScriptedModel(script: Script): Promise<ScriptedModel> {
  let told: readonly string[] = [];
  let toldSub: readonly string[] = [];
  let offered: readonly string[] = [];
  const next = ({ tools, results, task }: Conversation): Step => {
    if (tools.length === 0) return { text: 'ok' };
    offered = tools;
    const sub = task.includes('SUBTASK') && script.sub !== undefined;
    if (sub && results.length > toldSub.length) toldSub = results;
    if (!sub && results.length > told.length) told = results;
    if (/Call keyturn_wait/.test(results.at(-1) ?? ''))
      return { tool: 'keyturn_wait', input: { round: results.length } };
    const answered = results.filter((one) => !PUT_OFF.test(one));
    return withTold(stepAfter(sub ? (script.sub ?? []) : script.main, answered.length), answered[0] ?? '');
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const dialect = DIALECTS.find(({ speaks }) => speaks(request.url ?? ''));
    if (request.method !== 'POST' || dialect === undefined) {
      response.writeHead(404).end();
      return;
    }
    const body: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    const conversation = dialect.read(body);
    const reply = dialect.say(next(conversation), conversation.results.length, body);
    response.writeHead(200, { 'content-type': reply.type, 'cache-control': 'no-cache' }).end(reply.body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told: () => [...told, ...toldSub],
    offered: () => offered,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The first step whose calls have not all been answered. */
function stepAfter(steps: readonly Step[], answered: number): Step {
  let calls = 0;
  for (const step of steps) {
    calls += callsOf(step).length;
    if (calls > answered || callsOf(step).length === 0) return step;
  }
  return { text: 'done' };
}

function withTold(step: Step, first: string): Step {
  if (!JSON.stringify(step).includes('<told:')) return step;
  const given = JSON.parse(first) as Readonly<Record<string, string>>;
  return JSON.parse(JSON.stringify(step).replace(/<told:(\w+)>/g, (_, name: string) => given[name] ?? '')) as Step;
}
