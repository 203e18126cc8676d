import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, type TestContext } from 'node:test';
import { NO_OPINION } from '../../../src/agents/agent.ts';
import { agents } from '../../../src/agents/registry.ts';
import { installHook } from '../../../src/app/launcher.ts';
import { mayRun, tellOutcome } from '../../../src/cli/agentModule.ts';

const HTTP = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const whole = (body: string): string => `${HTTP}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** A folder whose window's socket `serve` answers on. */
async function open(context: TestContext, serve: (connection: Socket) => void) {
  const base = await realpath(await mkdtemp(path.join(tmpdir(), 'kt-')));
  const [place, root, socket] = [path.join(base, 'place'), path.join(base, 'shop'), path.join(base, 'gate.sock')];
  await mkdir(path.join(place, 'run'), { recursive: true });
  await mkdir(root);
  await writeFile(path.join(place, 'run', 'x.window'), `${root}\n${socket}\n${process.pid}\n${process.execPath}\n`, {
    mode: 0o600,
  });
  const connections = new Set<Socket>();
  const server: Server = createServer((connection) => {
    connections.add(connection);
    connection.on('error', () => undefined);
    connection.once('data', () => serve(connection));
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  await chmod(socket, 0o600);
  context.after(async () => {
    for (const connection of connections) connection.destroy();
    server.close();
    await rm(base, { recursive: true, force: true });
  });
  return {
    base,
    place,
    root,
    asked: { place, agent: 'opencode', event: 'tool.execute.before', folder: root, call: {} },
  };
}

test('whatever is no whole answer is a no, with a reason: cut off at any place, too long, not HTTP, another body', async (context) => {
  let bytes = '';
  const { asked } = await open(context, (connection) => connection.end(bytes));
  const yes = whole(NO_OPINION);
  for (let cut = 0; cut < yes.length; cut += 9) {
    bytes = yes.slice(0, cut);
    await assert.rejects(mayRun(asked), /^Error: Keyturn: .*Nothing ran\./, `cut at ${cut}`);
  }
  for (const body of [
    '',
    '{}',
    'welcome',
    '{"keyturn":"deny"}',
    '{"keyturn":"deny","reason":""}',
    '{"keyturn":true}',
  ]) {
    bytes = whole(body);
    await assert.rejects(mayRun(asked), /gave no answer that can be used/, body);
  }
  for (bytes of [yes.replace('200', '500'), `${yes}x`, NO_OPINION, yes.replace(/Content-Length: \d+/, 'X: 1')])
    await assert.rejects(mayRun(asked), /Nothing ran/, bytes);
  bytes = yes;
  await mayRun(asked);
});

test('no answer in time is a no, and a report that nobody takes keeps no agent waiting', async (context) => {
  const heard: Socket[] = [];
  const { asked } = await open(context, (connection) => heard.push(connection));
  await assert.rejects(mayRun({ ...asked, giveUp: 0.2 }), /gave no answer that can be used/);
  await tellOutcome(asked);
  assert.equal(heard.length, 2, 'both must have been asked');
});

test('an agent that asks no more ends its request', async (context) => {
  const gone = new AbortController();
  const closed = new Promise<void>((resolve) => {
    void open(context, (connection) => {
      connection.once('close', () => resolve());
      gone.abort();
    }).then(({ asked }) => mayRun(asked, gone.signal).catch(() => undefined));
  });
  await closed;
});

test('the file that an agent’s plugin imports says when to give up, and does', async (context) => {
  const { base, place, root } = await open(context, () => undefined);
  for (const agent of agents.filter(({ client }) => client === 'module')) {
    const file = await installHook({ place, agent, root, home: base, socket: '', dist: path.resolve('dist') });
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('giveUp: 86300', 'giveUp: 0.2'));
    const { mayRun: installed } = (await import(pathToFileURL(file).href)) as {
      readonly mayRun: (event: string, folder: string, call: unknown) => Promise<void>;
    };
    const asking = installed(agent.deciding[0] ?? '', root, {});
    await assert.rejects(asking, /gave no answer that can be used/, agent.name);
  }
});
