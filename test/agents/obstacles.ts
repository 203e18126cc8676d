import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, readdir, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import type { Scene } from './scene.ts';

/** What a crashed window leaves. */
export async function deadWindowFile(place: string, root: string, socket: string): Promise<void> {
  const name = `${path.basename(socket, '.sock')}.window`;
  await writeFile(path.join(place, 'run', name), `${root}\n${socket}\n999999\n/usr/bin/node\n`, { mode: 0o600 });
}

/**
 * Something else in the place of the gate, while `act` runs. `answer`: the body of its answer, or `cut` for one that ends in
 * the middle of its head.
 */
export async function withServer(
  { product, place, root }: Scene,
  answer: { readonly body: string } | 'cut',
  act: () => Promise<void>,
): Promise<void> {
  const socket = product.folders()[0]?.gate.socket ?? '';
  await product.close();
  if (existsSync(socket)) await unlink(socket);
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      if (answer === 'cut') response.socket?.end('HTTP/1.1 200 OK\r\ncontent-le');
      else response.setHeader('content-type', 'application/json').end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  await chmod(socket, 0o600);
  await writeFile(
    path.join(place, 'run', `${path.basename(socket, '.sock')}.window`),
    `${root}\n${socket}\n${process.pid}\n${process.execPath}\n`,
    { mode: 0o600 },
  );
  try {
    await act();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Lets the installed scripts, or modules, wait for two seconds instead of a day. */
export async function hurry(hooks: string): Promise<void> {
  for (const name of await readdir(hooks)) {
    if (!/\.(?:sh|mjs)$/.test(name)) continue;
    const file = path.join(hooks, name);
    const text = readFileSync(file, 'utf8');
    const short = text.replace(/--max-time \d+/, '--max-time 2').replaceAll(/giveUp: \d+/g, 'giveUp: 2');
    assert.notEqual(short, text, 'it must have an end of its own');
    writeFileSync(file, short);
  }
}

export async function hostileEnvironment(root: string): Promise<Readonly<Record<string, string>>> {
  const evil = path.join(root, 'evil');
  await mkdir(evil);
  const fake = '#!/bin/sh\nprintf \'{"keyturn":"no-opinion"}\'\n';
  for (const name of ['curl', 'env', 'rm', 'printf', 'kill']) {
    await writeFile(path.join(evil, name), fake, { mode: 0o755 });
  }
  await writeFile(path.join(evil, '.curlrc'), 'output = /dev/null\nproxy = http://127.0.0.1:9\n');
  return {
    PATH: `${evil}:/usr/local/bin:/usr/bin:/bin`,
    KEYTURN_HOME: evil,
    CURL_HOME: evil,
    'BASH_FUNC_printf%%': '() { :; }',
    http_proxy: 'http://127.0.0.1:9',
    ALL_PROXY: 'http://127.0.0.1:9',
    // Else the agent itself would not find its model.
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
  };
}
