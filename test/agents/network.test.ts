import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';

/** Code of the error with which a connection failed, or `connected`, or `waiting` when nothing was known after a second. */
function tryTo(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const end = (how: string): void => {
      socket.destroy();
      resolve(how);
    };
    socket.on('connect', () => end('connected'));
    socket.on('timeout', () => end('waiting'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

// Left out, in so many words, where the system gives no network namespace.
test('the agents’ programs and their model reach this machine’s loopback and nothing else', async () => {
  for (const host of ['1.1.1.1', '10.0.0.1', '192.0.2.1', '2606:4700:4700::1111'])
    assert.equal(await tryTo(host, 443), 'ENETUNREACH', `${host} must be out of reach`);
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  assert.equal(await tryTo('127.0.0.1', (server.address() as AddressInfo).port), 'connected');
  server.close();
});
