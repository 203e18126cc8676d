import assert from 'node:assert/strict';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult, Progress } from '@modelcontextprotocol/sdk/types.js';
import { openProduct } from '../../../src/app/keyturn.ts';
import type { Hold } from '../../../src/review/hold.ts';
import type { Review } from '../../../src/review/service.ts';
import { seatPerson, type Verdict } from '../../support/person.ts';
import { openGround } from '../../support/product.ts';

export interface McpScene {
  readonly root: string;
  readonly review: Review;
  readonly client: Client;
  call(
    name: string,
    input: Record<string, unknown>,
    more?: { signal?: AbortSignal; onprogress?: (progress: Progress) => void },
  ): Promise<McpAnswer>;
  /** Ends the server as a client that goes away does. */
  leave(): Promise<void>;
  /** Closes the window in the middle of the test. */
  close(): Promise<void>;
}

export interface McpAnswer {
  readonly isError: boolean;
  readonly said: Record<string, unknown>;
}

/** The SDK's own client against the built server, whose window is the real product. */
export async function mcpScene(
  verdict: (hold: Hold) => Verdict,
  act: (scene: McpScene) => Promise<void>,
  environment: Record<string, string> = {},
): Promise<void> {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  const { place, root } = ground;
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [path.resolve('dist/keyturn.js'), 'mcp', '--place', place],
    cwd: root,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: place, ...environment },
    stderr: 'pipe',
  });
  const client = new Client({ name: 'test-agent', version: '1' });
  try {
    const folder = product.folders()[0];
    assert.ok(folder?.gate.state === 'owned', `the gate of the test's window must be open: ${folder?.gate.why}`);
    seatPerson(folder.review, verdict);
    await client.connect(transport);
    await act({
      root,
      review: folder.review,
      client,
      call: async (name, input, more = {}) => {
        const result = (await client.callTool({ name, arguments: input }, undefined, {
          timeout: 60_000,
          ...more,
        })) as CallToolResult;
        assert.deepEqual(
          JSON.parse(result.content[0]?.type === 'text' ? result.content[0].text : ''),
          result.structuredContent,
          'the text must say the same as the structured content',
        );
        return { isError: result.isError === true, said: result.structuredContent ?? {} };
      },
      leave: () => client.close(),
      close: () => product.close(),
    });
  } finally {
    await client.close();
    await product.close();
    await ground.remove();
  }
}
