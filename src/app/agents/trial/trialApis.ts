/** What a model would say, in the APIs of the agents that are tried. Facts: runs of the versions that test/setup/agents pins. */

/** `results`: what the conversation says of calls so far, empty before the first. */
export interface Spoken {
  readonly results: string;
  /** Server-sent events. */
  readonly body: string;
}

export type Fields = Readonly<Record<string, unknown>>;

interface Api {
  /** Of what follows the secret in the path. */
  readonly path: RegExp;
  readonly speak: (body: Fields, command: string) => Spoken;
}

/** The answer to one request; undefined where no agent asks there. */
export function speak(path: string, body: Fields, command: string): Spoken | undefined {
  return APIS.find((api) => api.path.test(path))?.speak(body, command);
}

const DONE = 'done';
const USAGE = { input_tokens: 1, output_tokens: 1 };

/** As the agents call their shell tool. */
const SHELLS: Readonly<Record<string, (command: string) => Fields>> = {
  Bash: (command) => ({ command, description: 'Keyturn’s check' }),
  bash: (command) => ({ command, description: 'Keyturn’s check' }),
  exec_command: (command) => ({ cmd: command }),
  run_shell_command: (command) => ({ command, is_background: false }),
  run_commands: (command) => ({ commands: [command] }),
};

/** The one call that is asked for, once. Undefined: it was made, or the request is for a title or a summary. */
function callIn(offered: readonly unknown[], results: readonly unknown[], command: string) {
  const name = offered.find((one): one is string => typeof one === 'string' && Object.hasOwn(SHELLS, one));
  if (name === undefined || results.length > 0) return undefined;
  return { name, input: SHELLS[name]?.(command) ?? {} };
}

/** Anthropic Messages: Claude Code. */
function messages(body: Fields, command: string): Spoken {
  const blocks = listOf(body['messages']).flatMap(({ content }) => listOf(content));
  const results = blocks.filter(({ type }) => type === 'tool_result');
  const call = callIn(
    listOf(body['tools']).map(({ name }) => name),
    results,
    command,
  );
  const [block, delta] =
    call === undefined
      ? [
          { type: 'text', text: '' },
          { type: 'text_delta', text: DONE },
        ]
      : [
          { type: 'tool_use', id: 'toolu_keyturn', name: call.name, input: {} },
          { type: 'input_json_delta', partial_json: JSON.stringify(call.input) },
        ];
  const message = {
    id: 'msg_keyturn',
    type: 'message',
    role: 'assistant',
    model: 'keyturn',
    content: [],
    usage: USAGE,
  };
  const stop_reason = call === undefined ? 'end_turn' : 'tool_use';
  return {
    results: textOf(results),
    body: named([
      { type: 'message_start', message: { ...message, stop_reason: null, stop_sequence: null } },
      { type: 'content_block_start', index: 0, content_block: block },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: USAGE },
      { type: 'message_stop' },
    ]),
  };
}

/** OpenAI Responses: Codex. */
function responses(body: Fields, command: string): Spoken {
  const results = listOf(body['input']).filter(({ type }) => type === 'function_call_output');
  const call = callIn(
    listOf(body['tools']).map(({ name }) => name),
    results,
    command,
  );
  const said = {
    type: 'message',
    role: 'assistant',
    id: 'msg_keyturn',
    content: [{ type: 'output_text', text: DONE }],
  };
  const item =
    call === undefined
      ? said
      : { type: 'function_call', call_id: 'call_keyturn', name: call.name, arguments: JSON.stringify(call.input) };
  const usage = { ...USAGE, total_tokens: 2 };
  return {
    results: textOf(results),
    body: named([
      { type: 'response.created', response: { id: 'resp_keyturn' } },
      { type: 'response.output_item.done', item },
      { type: 'response.completed', response: { id: 'resp_keyturn', usage } },
    ]),
  };
}

/** OpenAI Chat Completions: Copilot, opencode, Qwen Code, Cline. */
function completions(body: Fields, command: string): Spoken {
  const results = listOf(body['messages']).filter(({ role }) => role === 'tool');
  const call = callIn(
    listOf(body['tools']).map((tool) => listOf([tool['function']])[0]?.['name']),
    results,
    command,
  );
  const made = { name: call?.name, arguments: JSON.stringify(call?.input) };
  const message =
    call === undefined
      ? { role: 'assistant', content: DONE }
      : {
          role: 'assistant',
          content: null,
          tool_calls: [{ index: 0, id: 'call_keyturn', type: 'function', function: made }],
        };
  const finish = call === undefined ? 'stop' : 'tool_calls';
  const head = { id: 'chatcmpl-keyturn', created: 1_790_000_000, model: 'keyturn' };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  const chunk = (delta: unknown, finish_reason: string | null) => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason }],
    ...(finish_reason === null ? {} : { usage }),
  });
  const choices = [{ index: 0, message, finish_reason: finish }];
  return {
    results: textOf(results),
    body:
      body['stream'] === true
        ? `${plain([chunk(message, null), chunk({}, finish)])}data: [DONE]\n\n`
        : JSON.stringify({ ...head, object: 'chat.completion', choices, usage }),
  };
}

/** Gemini’s own. */
function generateContent(body: Fields, command: string): Spoken {
  const parts = listOf(body['contents']).flatMap((content) => listOf(content['parts']));
  const results = parts.filter((part) => 'functionResponse' in part);
  const offered = listOf(body['tools']).flatMap((tool) => listOf(tool['functionDeclarations']));
  const call = callIn(
    offered.map(({ name }) => name),
    results,
    command,
  );
  const said = call === undefined ? { text: DONE } : { functionCall: { name: call.name, args: call.input } };
  const candidates = [{ index: 0, content: { role: 'model', parts: [said] }, finishReason: 'STOP' }];
  const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 };
  return { results: textOf(results), body: plain([{ candidates, usageMetadata }]) };
}

const APIS: readonly Api[] = [
  { path: /^\/v1\/messages\b/, speak: messages },
  { path: /^\/v1\/responses\b/, speak: responses },
  { path: /^\/v1\/chat\/completions\b/, speak: completions },
  { path: /^\/v1beta\/models\//, speak: generateContent },
];

function plain(values: readonly unknown[]): string {
  return values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join('');
}

function named(events: readonly (Fields & { readonly type: string })[]): string {
  return events.map((event) => `event: ${event.type}\n${plain([event])}`).join('');
}

function textOf(results: readonly Fields[]): string {
  return results.length === 0 ? '' : JSON.stringify(results);
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter((one): one is Fields => typeof one === 'object' && one !== null) : [];
}
