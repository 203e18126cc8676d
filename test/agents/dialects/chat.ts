import { callsOf, events, textOf, type Conversation, type Dialect, type Step } from './dialect.ts';

interface Message {
  readonly role: string;
  readonly content?: unknown;
}
interface Request {
  readonly stream?: boolean;
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly messages: readonly Message[];
}

/** OpenAI Chat Completions, as Copilot, opencode, Qwen Code and Cline speak it. */
export const chat: Dialect = {
  speaks: (path) => path.startsWith('/v1/chat/completions'),
  read(body): Conversation {
    const { tools = [], messages } = body as Request;
    return {
      tools: tools.map((tool) => tool.function.name),
      results: messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content)),
      task: textOf(messages.find(({ role }) => role === 'user')?.content),
    };
  },
  say(step, number, body) {
    const message = messageOf(step, number);
    const finish = 'text' in step ? 'stop' : 'tool_calls';
    if ((body as Request).stream !== true) {
      const choices = [{ index: 0, message, finish_reason: finish }];
      return { type: 'application/json', body: JSON.stringify({ ...envelope('chat.completion'), choices, usage }) };
    }
    const chunk = (delta: unknown, end: string | null, more: object = {}) => ({
      ...envelope('chat.completion.chunk'),
      choices: [{ index: 0, delta, finish_reason: end }],
      ...more,
    });
    const chunks = [chunk(message, null), chunk({}, finish, { usage })];
    return { type: 'text/event-stream', body: `${events(chunks, false)}data: [DONE]\n\n` };
  },
};

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

function envelope(object: string) {
  return { id: 'chatcmpl-1', object, created: 1_790_000_000, model: 'fake-model' };
}

function messageOf(step: Step, number: number) {
  if ('text' in step) return { role: 'assistant', content: step.text };
  return {
    role: 'assistant',
    content: null,
    tool_calls: callsOf(step).map(({ tool, input }, index) => ({
      index,
      id: `call_${number + index}`,
      type: 'function',
      function: { name: tool, arguments: typeof input === 'string' ? input : JSON.stringify(input) },
    })),
  };
}
