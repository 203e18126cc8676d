import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { test } from 'node:test';
import { openOutput } from '../../../src/cli/mcp/boundedOutput.ts';
import { sendRequest } from '../../../src/cli/mcp/requestExecute.ts';
import type { Sent } from '../../../src/cli/mcp/requestExecute.ts';

/** Sends one request to a server that answers the connection with these bytes, and ends it or not. */
async function answered(method: string, bytes: string, ends: boolean): Promise<Sent> {
  const server = createServer();
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => {
    sockets.push(socket);
    socket.removeAllListeners('data');
    socket.on('error', () => {});
    socket.once('data', () => (ends ? socket.end(bytes) : socket.write(bytes)));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const url = `http://127.0.0.1:${String(port)}/`;
    return await sendRequest({ kind: 'http', method, url }, openOutput(), AbortSignal.timeout(20_000));
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

test(
  'a server that leaves HTTP, or ends without an answer, is a request that failed',
  { timeout: 15_000 },
  async () => {
    const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
    for (const [method, bytes, ends] of [
      ['GET', upgrade, false],
      ['GET', upgrade, true],
      ['CONNECT', 'HTTP/1.1 200 OK\r\n\r\n', false],
      ['GET', '', true],
      ['GET', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab', true],
    ] as const) {
      const sent = await answered(method, bytes, ends);
      assert.equal(sent.sent, 'failed', `${method} ${bytes}`);
      assert.ok(sent.sent === 'failed' && sent.why !== '' && !sent.why.includes('timeout'), JSON.stringify(sent));
    }
  },
);

test('an answer that ends with its connection is whole', { timeout: 15_000 }, async () => {
  const sent = await answered('GET', 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc', true);
  assert.equal(sent.sent === 'answered' && sent.status, 200);
});
