import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One reply of the scripted model: a tool call, or its last words. */
export type Step =
  { readonly tool: string; readonly input: Readonly<Record<string, unknown>> } | { readonly text: string };

/** `sub`: what the model says to a subagent, whose task holds `SUBTASK`. */
export interface Script {
  readonly main: readonly Step[];
  readonly sub?: readonly Step[];
}

export interface ScriptedModel {
  readonly url: string;
  /** What the agent told the model about its calls, in order, a subagent's after them: the content of every tool result. */
  told(): readonly string[];
  close(): Promise<void>;
}

interface Block {
  readonly type: string;
  readonly content?: unknown;
  readonly text?: string;
}
interface Conversation {
  readonly tools?: readonly unknown[];
  readonly messages: readonly { readonly role: string; readonly content: string | readonly Block[] }[];
}

/**
 * A model that follows a script, speaking the Anthropic Messages API over loopback as far as Claude Code uses it. The
 * step is derived from the conversation the agent sends, not from a counter: agents repeat requests.
 */
export async function startScriptedModel(script: Script): Promise<ScriptedModel> {
  let told: readonly string[] = [];
  let toldSub: readonly string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (request.method !== 'POST' || !request.url?.startsWith('/v1/messages')) {
      response.writeHead(404).end();
      return;
    }
    const conversation = JSON.parse(Buffer.concat(parts).toString('utf8')) as Conversation;
    const results = toolResults(conversation);
    const sub = isSubtask(conversation);
    if (sub && results.length > toldSub.length) toldSub = results;
    if (!sub && results.length > told.length) told = results;
    const steps = sub ? (script.sub ?? []) : script.main;
    // A side request (titles, routing) brings no tools; it must not use up a step.
    const step: Step = conversation.tools?.length ? (steps[results.length] ?? { text: 'done' }) : { text: 'ok' };
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    for (const event of eventsOf(step, results.length)) {
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    }
    response.end();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told: () => [...told, ...toldSub],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Whether the task, which stands in the first message, is a subagent's. */
function isSubtask({ messages }: Conversation): boolean {
  return JSON.stringify(messages[0]?.content ?? '').includes('SUBTASK');
}

function toolResults(conversation: Conversation): string[] {
  return conversation.messages.flatMap(({ content }) =>
    typeof content === 'string'
      ? []
      : content.filter((block) => block.type === 'tool_result').map((block) => textOf(block.content)),
  );
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return (content as Block[]).map((block) => block.text ?? '').join('\n');
}

interface Event {
  readonly type: string;
  readonly [key: string]: unknown;
}

function eventsOf(step: Step, number: number): readonly Event[] {
  const call = 'tool' in step;
  const block = call
    ? { type: 'tool_use', id: `toolu_${String(number).padStart(12, '0')}`, name: step.tool, input: {} }
    : { type: 'text', text: '' };
  const delta = call
    ? { type: 'input_json_delta', partial_json: JSON.stringify(step.input) }
    : { type: 'text_delta', text: step.text };
  const message = {
    id: `msg_${number}`,
    type: 'message',
    role: 'assistant',
    model: 'scripted',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  };
  return [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: block },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: call ? 'tool_use' : 'end_turn', stop_sequence: null },
      usage: { output_tokens: 1 },
    },
    { type: 'message_stop' },
  ];
}
