/** One tool call that the model asks for. `input` is a text for a tool without a schema. */
export interface ToolStep {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>> | string;
}

/** One reply of the scripted model: a tool call, several at once, or its last words. */
export type Step = ToolStep | { readonly calls: readonly ToolStep[] } | { readonly text: string };

/** What a request says of the conversation so far. */
export interface Conversation {
  /** Names of the tools that are offered; none: a side request (titles, routing), which must not use up a step. */
  readonly tools: readonly string[];
  /** What was told of each tool call so far, in order. */
  readonly results: readonly string[];
  /** The task, as far as the first message holds it. */
  readonly task: string;
}

export interface Reply {
  readonly type: string;
  readonly body: string;
}

/** The API of one vendor, as far as the agents use it. */
export interface Dialect {
  speaks(path: string): boolean;
  read(body: unknown): Conversation;
  /** `number`: how many calls there were before, for ids that no other reply has. */
  say(step: Step, number: number, body: unknown): Reply;
}

export function callsOf(step: Step): readonly ToolStep[] {
  if ('calls' in step) return step.calls;
  return 'tool' in step ? [step] : [];
}

/** Server-sent events, one JSON value each. */
export function events(values: readonly unknown[], named: boolean): string {
  const name = (value: unknown) => (named ? `event: ${(value as { type: string }).type}\n` : '');
  return values.map((value) => `${name(value)}data: ${JSON.stringify(value)}\n\n`).join('');
}

export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return JSON.stringify(content ?? '');
}
