import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { mcpScene } from './mcpScene.ts';

test('an approved request is sent as shown, once, without following redirects', async () => {
  const seen: string[] = [];
  const server = createServer((incoming, answer) => {
    let body = '';
    incoming.on('data', (part: Buffer) => (body += part.toString()));
    incoming.on('end', () => {
      seen.push(`${incoming.method} ${incoming.url} ${incoming.rawHeaders.join('|')} ${body}`);
      answer.writeHead(302, { location: '/elsewhere' }).end('moved');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await mcpScene(
      () => 'approve',
      async ({ call, review }) => {
        const { said } = await call('propose_request', {
          method: 'POST',
          url: `http://127.0.0.1:${port}/carts?all=1`,
          headers: { 'X-Why': 'test' },
          body: '{"gone":true}',
        });
        assert.equal(said['status'], 302, JSON.stringify(said));
        assert.equal(said['body'], 'moved');
        assert.deepEqual(seen, [
          `POST /carts?all=1 X-Why|test|Host|127.0.0.1:${port}|Content-Length|13|Connection|close {"gone":true}`,
        ]);
        assert.deepEqual(review.today()[0]?.outcome, { exitCode: 0, sealed: true });
      },
      { HTTP_PROXY: 'http://127.0.0.1:1', http_proxy: 'http://127.0.0.1:1' },
    );
  } finally {
    server.close();
  }
});

test('a request whose headers or URL would not be what was shown is refused before it is filed', () =>
  mcpScene(
    () => assert.fail('nothing must be filed'),
    async ({ call, review }) => {
      const url = 'http://127.0.0.1:9/';
      for (const input of [
        { method: 'GET', url, headers: { Host: 'bank.example' } },
        { method: 'POST', url, headers: { 'Transfer-Encoding': 'chunked' }, body: 'x' },
        { method: 'GET', url, headers: { 'X-A': 'a\r\nHost: b' } },
        { method: 'GET', url: 'http://shop.example@127.0.0.1:9/' },
      ]) {
        const { isError, said } = await call('propose_request', input);
        assert.equal(isError, true, JSON.stringify(said));
        assert.match(String(said['message']), /Nothing ran/);
      }
      assert.equal(review.today().length, 0);
    },
  ));

test('a denied request is not sent', async () => {
  let asked = 0;
  const server = createServer((_, answer) => {
    asked += 1;
    answer.end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await mcpScene(
      () => ({ deny: '' }),
      async ({ call, root }) => {
        mkdirSync(path.join(root, 'inner'));
        const { said } = await call('propose_request', {
          method: 'DELETE',
          url: `http://127.0.0.1:${port}/carts`,
          cwd: 'inner',
        });
        assert.equal(said['result'], 'denied');
        assert.equal(asked, 0);
      },
    );
  } finally {
    server.close();
  }
});
