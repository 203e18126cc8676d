import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { callSocket, type Call, type Until } from '../../../src/cli/client/http.ts';

/** A socket that `serve` answers on, and what was asked on it. */
async function open(context: TestContext, serve: (connection: Socket) => void) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kt-'));
  const socket = path.join(folder, 'gate.sock');
  const asked: string[] = [];
  const server = createServer((connection) => {
    connection.on('error', () => undefined);
    connection.once('data', (bytes: Buffer) => {
      asked.push(bytes.toString('utf8'));
      serve(connection);
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  context.after(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const call = (more: Partial<Call>, until?: Until) =>
    callSocket(socket, { method: 'GET', path: '/v1/health', ...more }, until);
  return { asked, call };
}

const answer = (body: string | Buffer): string =>
  `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;

test('a large answer is put together, wherever its parts are cut', async (context) => {
  const body = Buffer.from('ä€😀'.repeat(50_000));
  const { call } = await open(context, (connection) => {
    void (async () => {
      const bytes = Buffer.concat([Buffer.from(answer(body)), body]);
      // Within the head, within its end, within a letter.
      for (const [from, to] of [
        [0, 20],
        [20, answer(body).length - 2],
        [answer(body).length - 2, answer(body).length + 4],
        [answer(body).length + 4, bytes.length],
      ]) {
        connection.write(bytes.subarray(from, to));
        await sleep(5);
      }
    })();
  });
  assert.deepEqual(await call({}), { reply: 'answer', status: 200, body: body.toString('utf8') });
});

test('the request says who asks, how long, and how much it sends', async (context) => {
  const { asked, call } = await open(context, (connection) => connection.end(`${answer('{}')}{}`));
  await call({
    method: 'POST',
    path: '/v1/intents',
    body: '{"ä":1}',
    token: 'secret',
    wait: 60,
    headers: { 'X-A': 'b' },
  });
  const [head = '', body] = (asked[0] ?? '').split('\r\n\r\n');
  assert.equal(body, '{"ä":1}');
  const [line, ...headers] = head.split('\r\n');
  assert.equal(line, 'POST /v1/intents HTTP/1.1');
  for (const header of ['Content-Length: 8', 'Content-Type: application/json', 'Authorization: Bearer secret'])
    assert.ok(headers.includes(header), header);
  for (const header of ['Prefer: wait=60', 'X-A: b', 'Connection: close']) assert.ok(headers.includes(header), header);
});

test('nothing is asked with a line that would be two, or that is no text of a header', async (context) => {
  const { asked, call } = await open(context, (connection) => connection.end(`${answer('{}')}{}`));
  for (const more of [
    { path: '/v1/health HTTP/1.1\r\nX: y' },
    { token: 'a\nAuthorization: Bearer b' },
    { headers: { 'X-A': 'ä' } },
    { headers: { 'X-A\r\nX-B': 'c' } },
  ])
    assert.equal((await call(more)).reply, 'lost', JSON.stringify(more));
  assert.deepEqual(asked, []);
});

test('who asks no more hears so, before and while it waits; a socket that nobody answers on is lost', async (context) => {
  const { asked, call } = await open(context, () => undefined);
  assert.deepEqual(await call({}, { signal: AbortSignal.abort() }), { reply: 'aborted' });
  assert.equal(asked.length, 0);
  assert.deepEqual(await call({}, { signal: AbortSignal.timeout(50) }), { reply: 'aborted' });
  assert.deepEqual(await call({}, { seconds: 0.05 }), { reply: 'aborted' });
  const nowhere = { method: 'GET', path: '/' } as const;
  assert.equal((await callSocket('/nowhere/gate.sock', nowhere)).reply, 'lost');
});
