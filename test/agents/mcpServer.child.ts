/**
 * A tiny MCP server over stdio with one tool, `query { sql }`, that leaves a file where it was told to: what a database
 * server of the person's own looks like to an agent. Started as `node mcpServer.child.mjs MARKER`.
 */
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

interface Request {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: { readonly protocolVersion?: string; readonly arguments?: { readonly sql?: string } };
}

const marker = process.argv[2] ?? '';

const TOOL = {
  name: 'query',
  description: 'Runs SQL.',
  inputSchema: { type: 'object', properties: { sql: { type: 'string' } }, required: ['sql'] },
};

function resultOf({ method, params }: Request): unknown {
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: params?.protocolVersion ?? '2025-06-18',
        capabilities: { tools: {} },
        serverInfo: { name: 'pg', version: '1.0.0' },
      };
    case 'tools/list':
      return { tools: [TOOL] };
    case 'tools/call':
      writeFileSync(marker, params?.arguments?.sql ?? '');
      return { content: [{ type: 'text', text: '1 row' }] };
    default:
      return {};
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line) as Request;
  // A notification wants no answer.
  if (request.id === undefined) return;
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: request.id, result: resultOf(request) })}\n`);
});
