import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { CallToolResult, ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { visibleText } from '../../action/visible.ts';
import { mcpSentences as sentences } from '../../app/sentences/mcp.ts';
import type { Caller } from './approvedCall.ts';
import { proposeRequest, runCommand, runSql } from './tools.ts';
import {
  commandInput,
  commandOutput,
  requestInput,
  requestOutput,
  sqlInput,
  sqlOutput,
  type CallResult,
} from './toolShapes.ts';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;
type Tool<Input> = (input: Input, caller: Caller) => Promise<CallResult>;

/** Serves on standard input and output until the client goes. What runs or waits then is taken back first. */
export async function serve(places: readonly string[], version: string): Promise<void> {
  const server = new McpServer({ name: 'keyturn', version }, { instructions: sentences.instructions });
  const session = randomUUID();
  const under = new Set<Promise<unknown>>();
  const handler =
    <Input>(tool: Tool<Input>) =>
    (input: Input, extra: Extra): Promise<CallToolResult> => {
      const { signal } = extra;
      const call = tool(input, { places, session, signal, progress: progressOf(extra) }).then(
        resultOf,
        (error: unknown) => resultOf({ result: 'failed', message: failure(error) }),
      );
      under.add(call);
      void call.finally(() => under.delete(call));
      return call;
    };
  // A hint only: what a call does is for the card to say.
  const annotations = { destructiveHint: true, openWorldHint: true };
  server.registerTool(
    'run_command',
    { description: sentences.runCommand, inputSchema: commandInput, outputSchema: commandOutput, annotations },
    handler(runCommand),
  );
  server.registerTool(
    'run_sql',
    { description: sentences.runSql, inputSchema: sqlInput, outputSchema: sqlOutput, annotations },
    handler(runSql),
  );
  server.registerTool(
    'propose_request',
    { description: sentences.proposeRequest, inputSchema: requestInput, outputSchema: requestOutput, annotations },
    handler(proposeRequest),
  );
  const gone = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
  });
  const close = () => void server.close();
  // The transport itself does not notice the end of its input.
  process.stdin.once('end', close).once('close', close);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, close);
  await server.connect(new StdioServerTransport());
  await gone;
  await Promise.allSettled(under);
}

function resultOf(result: CallResult): CallToolResult {
  return {
    // For clients that do not read structured content.
    content: [{ type: 'text', text: JSON.stringify(result) }],
    structuredContent: { ...result },
    isError: result.result !== 'ran',
  };
}

function progressOf({ _meta, sendNotification, signal }: Extra): (message: string) => void {
  const progressToken = _meta?.progressToken;
  let progress = 0;
  return (message) => {
    if (progressToken === undefined || signal.aborted) return;
    progress += 1;
    const params = { progressToken, progress, message };
    sendNotification({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

function failure(error: unknown): string {
  return sentences.failedInside(visibleText(error instanceof Error ? error.message : String(error)));
}
