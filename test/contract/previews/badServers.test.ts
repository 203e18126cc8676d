import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { previewOnce } from '../../../src/app/previews.ts';
import { remarkSentence } from '../../../src/app/sentences/previews.ts';
import type { PreviewSubject } from '../../../src/preview/preview.ts';
import type { KnownServers } from '../../../src/preview/server/remoteServer.ts';

const PASSWORD = 'hunter2-very-secret';

/** A look into the database of one URL: every sentence that a person reads, and that no password is in any of it. */
async function told(t: TestContext, url: string, servers?: KnownServers): Promise<string> {
  const home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-home-')));
  t.after(() => fs.rmSync(home, { recursive: true }));
  const dialect = url.startsWith('postgres') ? 'postgresql' : 'mysql';
  const statement = 'DELETE FROM orders';
  const connection = { dialect, target: 'shop' };
  const subject: PreviewSubject = {
    action: { kind: 'sql', statement, dialect, connection: url },
    reading: {
      effects: [],
      problems: [],
      asks: [],
      texts: [
        { source: { language: 'sql', dialect, text: statement, connection }, range: [0, 18], depth: 0, cwd: home },
      ],
      complete: false,
    },
    cwd: home,
    workspace: home,
  };
  const options = { dist: path.resolve('dist'), home, ...(servers === undefined ? {} : { servers }) };
  const reports = await previewOnce(options, subject);
  assert.ok(reports.every(({ state }) => state !== 'counting'));
  assert.deepEqual(
    reports.flatMap(({ entries }) => entries),
    [],
    'nothing was counted',
  );
  assert.doesNotMatch(JSON.stringify(reports), new RegExp(PASSWORD), 'the password is in a report');
  const unknown = reports.flatMap((report) => report.unknown);
  assert.equal(unknown.length, 1, `one sentence: ${unknown.map(remarkSentence).join(' | ')}`);
  return unknown.map(remarkSentence).join();
}

/** A server that does this with each connection. */
async function server(t: TestContext, serve: (socket: net.Socket) => void): Promise<number> {
  const open = new Set<net.Socket>();
  const listening = net.createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of open) socket.destroy();
    listening.close();
  });
  return (listening.address() as net.AddressInfo).port;
}

for (const scheme of ['postgresql', 'mysql'] as const) {
  const urlTo = (port: number, more = ''): string => `${scheme}://ann:${PASSWORD}@127.0.0.1:${port}/shop${more}`;

  test(`${scheme}: nobody listens`, async (t) => {
    assert.match(await told(t, urlTo(1)), /could not be reached: no server listens there/);
  });

  test(`${scheme}: a server that never answers`, async (t) => {
    const port = await server(t, () => undefined);
    assert.match(await told(t, urlTo(port)), /did not answer in time/);
  });

  test(`${scheme}: a server that hangs up`, async (t) => {
    const port = await server(t, (socket) => socket.end());
    assert.match(await told(t, urlTo(port)), /could not be reached|failed/);
  });

  test(`${scheme}: a server that speaks another language, and says the password back`, async (t) => {
    const port = await server(t, (socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 400 Bad Request\r\n\r\n${PASSWORD}`));
      socket.write(`HTTP/1.1 400 Bad Request\r\n\r\n${PASSWORD}`);
    });
    assert.match(await told(t, urlTo(port)), /could not be reached|failed|in time/);
  });

  test(`${scheme}: another machine is not even asked for by name`, async (t) => {
    const url = `${scheme}://ann:${PASSWORD}@db.example.org/shop`;
    assert.match(await told(t, url), /Not looked at: db\.example\.org has not been allowed.*“Keyturn: Databases…”/);
    const metadata = `${scheme}://ann:${PASSWORD}@169.254.169.254/shop`;
    const everything: KnownServers = { allowed: () => Promise.resolve(true), named: () => Promise.resolve(undefined) };
    assert.match(await told(t, metadata, everything), /169\.254\.169\.254 is no host that Keyturn ever connects to/);
    // The name is one that no resolver knows (RFC 6761): it is asked for only now.
    const allowed = await told(t, `${scheme}://ann:${PASSWORD}@db.invalid/shop`, everything);
    assert.match(allowed, /could not be reached: (?:no machine of that name|its name could not be looked up)/);
  });
}

test('postgresql: TLS that is asked for and not there', async (t) => {
  const port = await server(t, (socket) => {
    socket.once('data', () => {
      socket.write('N');
      // What follows is no message of a client that goes on without.
      socket.once('data', () => socket.end());
    });
  });
  const said = await told(t, `postgresql://ann:${PASSWORD}@127.0.0.1:${port}/shop?sslmode=verify-full`);
  assert.match(said, /could not be secured|could not be reached|failed/);
});

test('postgresql: a wrong password', async (t) => {
  const error = Buffer.from('SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "ann"\0\0');
  const length = Buffer.alloc(4);
  length.writeInt32BE(error.length + 4);
  const port = await server(t, (socket) =>
    socket.on('data', (data) =>
      data.length === 8 ? socket.write('N') : socket.end(Buffer.concat([Buffer.from('E'), length, error])),
    ),
  );
  const said = await told(t, `postgresql://ann:${PASSWORD}@127.0.0.1:${port}/shop`);
  assert.match(said, /refused the user ann: the password is missing or wrong/);
});
