import { callsOf, textOf, type Conversation, type Dialect } from './dialect.ts';

interface Part {
  readonly text?: string;
  readonly functionResponse?: { readonly response?: unknown };
}
interface Request {
  readonly contents: readonly { readonly role?: string; readonly parts: readonly Part[] }[];
  readonly tools?: readonly { readonly functionDeclarations?: readonly { readonly name: string }[] }[];
  readonly generationConfig?: { readonly responseJsonSchema?: unknown };
}

/** Gemini's own API, as Gemini CLI speaks it. */
export const gemini: Dialect = {
  speaks: (path) => path.startsWith('/v1beta/models/'),
  read(body): Conversation {
    const { contents, tools = [] } = body as Request;
    const parts = contents.flatMap((content) => content.parts);
    return {
      tools: tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => name)),
      results: parts.flatMap(({ functionResponse }) => (functionResponse ? [textOf(functionResponse.response)] : [])),
      task: parts.map(({ text }) => text ?? '').join('\n'),
    };
  },
  say(step) {
    const parts =
      'text' in step
        ? [{ text: step.text }]
        : callsOf(step).map(({ tool, input }) => ({ functionCall: { name: tool, args: input } }));
    const candidates = [{ index: 0, content: { role: 'model', parts }, finishReason: 'STOP' }];
    const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 };
    return { type: 'text/event-stream', body: `data: ${JSON.stringify({ candidates, usageMetadata })}\n\n` };
  },
};
