import { callsOf, events, textOf, type Conversation, type Dialect, type Step } from './dialect.ts';

interface Item {
  readonly type?: string;
  readonly role?: string;
  readonly content?: unknown;
  readonly output?: unknown;
}
interface Tool {
  readonly type: string;
  readonly name?: string;
  readonly tools?: readonly { readonly name: string }[];
}
interface Request {
  readonly tools?: readonly Tool[];
  readonly input: readonly Item[];
}

/** OpenAI Responses, as Codex speaks it. */
export const responses: Dialect = {
  speaks: (path) => path.startsWith('/v1/responses'),
  read(body): Conversation {
    const { tools = [], input } = body as Request;
    return {
      tools: tools.flatMap((tool) => tool.tools?.map(({ name }) => `${tool.name}${name}`) ?? [tool.name ?? tool.type]),
      results: input.filter(({ type }) => /call_output$/.test(type ?? '')).map(({ output }) => textOf(output)),
      task: input
        .filter(({ role }) => role === 'user')
        .map(({ content }) => textOf(content))
        .join('\n'),
    };
  },
  say: (step, number, body) => ({
    type: 'text/event-stream',
    body: events(eventsOf(step, number, (body as Request).tools ?? []), true),
  }),
};

function eventsOf(step: Step, number: number, tools: readonly Tool[]): readonly unknown[] {
  const id = `resp_${number}`;
  const items =
    'text' in step
      ? [
          {
            type: 'message',
            role: 'assistant',
            id: `msg_${number}`,
            content: [{ type: 'output_text', text: step.text }],
          },
        ]
      : callsOf(step).map(({ tool, input }, at) => itemOf(tool, input, `call_${number + at}`, tools));
  return [
    { type: 'response.created', response: { id } },
    ...items.map((item) => ({ type: 'response.output_item.done', item })),
    {
      type: 'response.completed',
      response: { id, usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 } },
    },
  ];
}

function itemOf(tool: string, input: Readonly<Record<string, unknown>> | string, id: string, tools: readonly Tool[]) {
  if (typeof input === 'string') return { type: 'custom_tool_call', call_id: id, name: tool, input };
  // The tools of a server come in a namespace, which a call must name.
  const space = tools.find(({ tools: inner }) => inner?.some((one) => tool.endsWith(one.name)));
  const inner = space?.tools?.find((one) =>
    [one.name, `${space.name}${one.name}`, `${space.name}__${one.name}`].includes(tool),
  );
  const name = inner === undefined ? { name: tool } : { namespace: space?.name, name: inner.name };
  return { type: 'function_call', call_id: id, ...name, arguments: JSON.stringify(input) };
}
