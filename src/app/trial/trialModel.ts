import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for an agent's model, on loopback: it asks for one command, and then has nothing more to say. */
export interface TrialModel {
  /** Where it answers. The last part is its secret: nothing else is served. */
  readonly url: string;
  /** What the agent reported of that command. */
  told(): string;
  close(): Promise<void>;
}

/** Bytes of one request that are read. */
const LARGEST = 16 * 1024 * 1024;

/** Speaks as Claude Code and Codex ask it: Anthropic Messages and OpenAI Responses. Facts: runs of 2.1.330 and 0.169.0. */
export async function openTrialModel(secret: string, command: string): Promise<TrialModel> {
  let told = '';
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '';
    const speak = url.startsWith(`/${secret}/v1/messages`)
      ? messages
      : url.startsWith(`/${secret}/v1/responses`)
        ? responses
        : undefined;
    const body = speak === undefined || request.method !== 'POST' ? undefined : await bodyOf(request);
    if (speak === undefined || body === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { results, events } = speak(body, command);
    if (results.length > told.length) told = results;
    const lines = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(lines.join(''));
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}`,
    told: () => told,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface Event {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** `results`: what the conversation says of calls so far, empty before the first. */
interface Spoken {
  readonly results: string;
  readonly events: readonly Event[];
}

type Fields = Readonly<Record<string, unknown>>;

function messages(body: Fields, command: string): Spoken {
  const blocks = listOf(body['messages']).flatMap(({ content }) => listOf(content));
  const results = blocks.filter(({ type }) => type === 'tool_result');
  // Requests without tools are for titles and summaries.
  const asks = listOf(body['tools']).length > 0 && results.length === 0;
  const use = { type: 'tool_use', id: 'toolu_keyturn', name: 'Bash', input: {} };
  const [block, delta] = asks
    ? [use, { type: 'input_json_delta', partial_json: JSON.stringify({ command, description: 'Keyturn’s check' }) }]
    : [
        { type: 'text', text: '' },
        { type: 'text_delta', text: 'done' },
      ];
  const usage = { input_tokens: 1, output_tokens: 1 };
  const message = { id: 'msg_keyturn', type: 'message', role: 'assistant', model: 'keyturn', content: [], usage };
  return {
    results: textOf(results),
    events: [
      { type: 'message_start', message: { ...message, stop_reason: null, stop_sequence: null } },
      { type: 'content_block_start', index: 0, content_block: block },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: asks ? 'tool_use' : 'end_turn', stop_sequence: null }, usage },
      { type: 'message_stop' },
    ],
  };
}

function responses(body: Fields, command: string): Spoken {
  const results = listOf(body['input']).filter(({ type }) => type === 'function_call_output');
  const asks = listOf(body['tools']).length > 0 && results.length === 0;
  const item = asks
    ? {
        type: 'function_call',
        call_id: 'call_keyturn',
        name: 'exec_command',
        arguments: JSON.stringify({ cmd: command }),
      }
    : { type: 'message', role: 'assistant', id: 'msg_keyturn', content: [{ type: 'output_text', text: 'done' }] };
  const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };
  return {
    results: textOf(results),
    events: [
      { type: 'response.created', response: { id: 'resp_keyturn' } },
      { type: 'response.output_item.done', item },
      { type: 'response.completed', response: { id: 'resp_keyturn', usage } },
    ],
  };
}

function textOf(results: readonly Fields[]): string {
  return results.length === 0 ? '' : JSON.stringify(results);
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter((one): one is Fields => typeof one === 'object' && one !== null) : [];
}

/** Undefined: too large, or no JSON object. */
async function bodyOf(request: IncomingMessage): Promise<Fields | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > LARGEST) return undefined;
    parts.push(part as Buffer);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}
