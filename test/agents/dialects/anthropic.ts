import { callsOf, events, textOf, type Conversation, type Dialect, type Step } from './dialect.ts';

interface Block {
  readonly type: string;
  readonly content?: unknown;
  readonly text?: string;
}
interface Request {
  readonly tools?: readonly { readonly name: string }[];
  readonly messages: readonly { readonly role: string; readonly content: string | readonly Block[] }[];
}

/** Anthropic Messages, as Claude Code speaks it. */
export const anthropic: Dialect = {
  speaks: (path) => path.startsWith('/v1/messages'),
  read(body): Conversation {
    const { tools = [], messages } = body as Request;
    const blocks = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
    return {
      tools: tools.map(({ name }) => name),
      results: blocks.filter(({ type }) => type === 'tool_result').map(({ content }) => resultText(content)),
      task: textOf(messages[0]?.content),
    };
  },
  say: (step, number) => ({ type: 'text/event-stream', body: events(eventsOf(step, number), true) }),
};

function resultText(content: unknown): string {
  return Array.isArray(content) ? (content as Block[]).map(({ text }) => text ?? '').join('\n') : textOf(content);
}

function eventsOf(step: Step, number: number): readonly unknown[] {
  const calls = callsOf(step);
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
  const blocks =
    'text' in step
      ? [
          [
            { type: 'text', text: '' },
            { type: 'text_delta', text: step.text },
          ] as const,
        ]
      : calls.map(
          ({ tool, input }, at) =>
            [
              { type: 'tool_use', id: `toolu_${String(number + at).padStart(12, '0')}`, name: tool, input: {} },
              { type: 'input_json_delta', partial_json: JSON.stringify(input) },
            ] as const,
        );
  return [
    { type: 'message_start', message },
    ...blocks.flatMap(([block, delta], index) => [
      { type: 'content_block_start', index, content_block: block },
      { type: 'content_block_delta', index, delta },
      { type: 'content_block_stop', index },
    ]),
    {
      type: 'message_delta',
      delta: { stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn', stop_sequence: null },
      usage: { output_tokens: 1 },
    },
    { type: 'message_stop' },
  ];
}
