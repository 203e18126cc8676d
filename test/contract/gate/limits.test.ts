import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { NO_OPINION } from '../../../src/agents/agent.ts';
import { openProduct } from '../../../src/app/keyturn.ts';
import { openProductOf } from '../../../src/app/productOf.ts';
import type { Product } from '../../../src/app/product.ts';
import type { Judgement } from '../../../src/review/judgement.ts';
import type { Review } from '../../../src/review/service.ts';
import { MOST_HELD } from '../../../src/review/filing.ts';
import { callGate, intentOf, until } from '../../support/http.ts';
import { openGround, type Ground } from '../../support/product.ts';

interface Scene {
  readonly ground: Ground;
  readonly product: Product;
  readonly review: Review;
  readonly socket: string;
}

async function scene(open: (ground: Ground) => Promise<Product>, act: (scene: Scene) => Promise<void>): Promise<void> {
  const ground = await openGround();
  const product = await open(ground);
  try {
    const folder = product.folders()[0];
    assert.ok(folder !== undefined);
    await act({ ground, product, review: folder.review, socket: folder.gate.socket });
  } finally {
    await product.close();
    await ground.remove();
  }
}

const HELD: Judgement = {
  reading: { effects: [], problems: [], asks: [], texts: [], complete: false },
  verdict: { ruling: 'hold', requires: [], level: 'medium', findings: [], reason: { layer: 'floor', rule: 'test' } },
  files: [],
};

/** Holds everything at once: what is tested is how much of it. */
const holdingAll = ({ options }: Ground): Promise<Product> =>
  openProductOf(options, {
    judge: () => ({ judge: () => Promise.resolve(HELD) }),
    previews: { start: () => () => undefined, changed: () => Promise.resolve(false) },
    close: () => Promise.resolve(),
  });

test('10,000 are held; the next is told to come again, a hook is denied, and stopping ends them all', () =>
  scene(holdingAll, async ({ ground, product, review, socket }) => {
    const { root } = ground;
    // All but the last by the service itself: ten thousand connections are another test's.
    const intent = { version: 1, runner: { name: 'test' }, action: { kind: 'shell', command: 'x' } } as const;
    const filed = Array.from({ length: MOST_HELD - 1 }, () =>
      review.file({ intent, way: 'socket', cwd: root, workspace: root, waiting: false }),
    );
    assert.ok((await Promise.all(filed)).every((one) => one.filed === 'new'));
    const last = await Promise.all(
      Array.from({ length: 4 }, () => callGate(socket, { path: '/v1/intents', body: intentOf(root) })),
    );
    assert.deepEqual(last.map(({ status }) => status).sort(), [202, 429, 429, 429]);
    assert.equal(review.held().length, MOST_HELD);
    const next = await callGate(socket, { path: '/v1/intents', body: intentOf(ground.root) });
    assert.equal(next.body['code'], 'full');
    assert.ok(Number(next.headers['retry-after']) > 0, 'no Retry-After');
    const hook = await callGate(socket, hookCall(ground.root, 'rm -rf data'));
    assert.match(hook.text, /"permissionDecision":"deny".*Too many/);
    await product.stop();
    assert.equal(review.held().length, 0);
  }));

test('64 MiB of text are held; the next is told to come again, and finds room when something was decided', () =>
  scene(holdingAll, async ({ ground, review, socket }) => {
    const large = (name: string): string =>
      intentOf(ground.root, { action: { kind: 'shell', command: `${name} ${'x'.repeat(15 * 1024 * 1024)}` } });
    for (const name of ['a', 'b', 'c', 'd'])
      assert.equal((await callGate(socket, { path: '/v1/intents', body: large(name) })).status, 202, name);
    const next = await callGate(socket, { path: '/v1/intents', body: large('e') });
    assert.deepEqual([next.status, next.body['code']], [429, 'too-much']);
    assert.ok(Number(next.headers['retry-after']) > 0, 'no Retry-After');
    assert.match(String(next.body['detail']), /Nothing was filed/);
    const hook = await callGate(socket, hookCall(ground.root, `rm -rf ${'y'.repeat(15 * 1024 * 1024)}`));
    assert.match(hook.text, /"permissionDecision":"deny".*Too much to hold/);
    const small = await callGate(socket, { path: '/v1/intents', body: intentOf(ground.root) });
    assert.equal(small.status, 202, 'large texts keep a small one out');
    const [first] = review.held();
    assert.ok(first !== undefined && (await review.deny(first.id)).decided);
    assert.equal((await callGate(socket, { path: '/v1/intents', body: large('e') })).status, 202);
  }));

test('what is being received is bounded too, and a small call still gets its answer', () =>
  scene(holdingAll, async ({ ground, socket }) => {
    const head = 'POST /v1/intents HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const part = `${head}Content-Length: ${16 * 1024 * 1024}\r\n\r\n${' '.repeat(15 * 1024 * 1024)}`;
    const senders = Array.from({ length: 6 }, () => open(socket, part));
    const answers = await Promise.all(
      senders.map(({ ended, received }) =>
        Promise.race([
          ended,
          until('one too many is told so', () => (received().includes('429') ? received() : undefined)),
        ]),
      ),
    );
    const refused = answers.filter((answer) => /^HTTP\/1\.1 429 [\s\S]*Retry-After: \d[\s\S]*"too-much"/.test(answer));
    assert.ok(
      refused.length >= 2 && refused.length < senders.length,
      JSON.stringify(answers.map((a) => a.slice(0, 40))),
    );
    for (const { connection } of senders) connection.destroy();
    assert.equal((await callGate(socket, { path: '/v1/intents', body: intentOf(ground.root) })).status, 202);
  }));

/** As the hook script sends it, but for the header with its process id. */
function hookCall(cwd: string, command: string) {
  return {
    path: '/v1/hooks/claude-code/PreToolUse',
    body: JSON.stringify({
      session_id: 's',
      tool_use_id: command.slice(0, 40),
      tool_name: 'Bash',
      cwd,
      hook_event_name: 'PreToolUse',
      tool_input: { command },
    }),
  };
}

test('every connection gets an answer, or waits for a hold that a person sees: a hook without its process id as well', () =>
  scene(
    ({ options }) => openProduct(options),
    async ({ ground, review, socket }) => {
      const { root } = ground;
      assert.equal((await callGate(socket, hookCall(root, 'pwd'))).text, NO_OPINION);
      const away = new AbortController();
      const waiting = callGate(socket, { ...hookCall(root, 'rm -rf data'), signal: away.signal });
      const gone = assert.rejects(waiting);
      const hold = await until('what waits is in the queue', () => review.held()[0]);
      assert.equal(hold.intent.runner.pid, undefined);
      away.abort();
      await gone;
      await until('it goes with its connection', () => review.get(hold.id)?.state === 'withdrawn');
      // Held open by somebody who says nothing, or half of something: the server ends it.
      for (const text of ['', 'POST /v1/int', 'GET /v1/health HTTP/1.1\r\nHost: x\r\n']) {
        const { connection, ended } = open(socket, text);
        const answer = await ended;
        connection.destroy();
        assert.match(answer, /^(HTTP\/1\.1 408 |$)/, JSON.stringify(text));
      }
      // Two requests on one connection, the first of them waiting: the second is answered when the first is.
      const { connection, received } = open(
        socket,
        `${post(intentOf(root), 'Prefer: wait=60\r\n')}GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n`,
      );
      const held = await until('it is held', () => review.held()[0]);
      assert.equal(received(), '');
      await review.deny(held.id);
      await until('both are answered', () => (received().match(/HTTP\/1\.1 20[01] /g) ?? []).length === 2);
      connection.destroy();
    },
  ));

test('who does not take its answer in is dropped; nobody else notices', () =>
  scene(
    ({ options }) => openProduct(options),
    async ({ ground, socket }) => {
      const command = `rm -rf data # ${'x'.repeat(8 * 1024 * 1024)}`;
      const body = intentOf(ground.root, { action: { kind: 'shell', command, shell: 'bash', cwd: ground.root } });
      const { body: filed } = await callGate(socket, { path: '/v1/intents', body });
      const { connection, ended } = open(socket, `GET /v1/intents/${String(filed['id'])} HTTP/1.1\r\nHost: x\r\n\r\n`);
      connection.pause();
      assert.equal((await callGate(socket, { path: '/v1/health' })).status, 200);
      // Twice 5 s: in the first the system's own buffers still took something in.
      await new Promise((resolve) => setTimeout(resolve, 11_000));
      connection.resume();
      assert.ok((await ended).length < command.length, 'the whole answer was kept for a client that did not read');
      const whole = await callGate(socket, { path: `/v1/intents/${String(filed['id'])}` });
      assert.ok(whole.text.length > command.length);
    },
  ));

test('a text that does not parse, or is over the reader’s limit, is held as unknown and says why', () =>
  scene(
    ({ options }) => openProduct(options),
    async ({ ground, socket }) => {
      for (const command of ["cat 'unclosed", 'echo '.padEnd(40 * 1024, 'x'), 'for i in; do']) {
        const action = { kind: 'shell', command, shell: 'bash', cwd: ground.root };
        const { status, body } = await callGate(socket, {
          path: '/v1/intents',
          body: intentOf(ground.root, { action }),
        });
        assert.deepEqual([status, body['state'], body['level']], [202, 'held', 'unknown'], command.slice(0, 20));
        const [finding] = body['findings'] as { sentence: string }[];
        assert.ok((finding?.sentence.length ?? 0) > 10, 'no reason is given');
      }
    },
  ));

function post(body: string, headers = ''): string {
  return `POST /v1/intents HTTP/1.1\r\nHost: x\r\n${headers}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** A connection on which a test says what it likes. `ended`: all that came back, when the server has closed it. */
function open(
  socket: string,
  text: string,
): { readonly connection: Socket; readonly ended: Promise<string>; readonly received: () => string } {
  const connection = connect(socket);
  const parts: Buffer[] = [];
  const received = (): string => Buffer.concat(parts).toString('latin1');
  connection.on('data', (part) => parts.push(part));
  connection.on('error', () => undefined);
  if (text !== '') connection.write(text);
  const ended = new Promise<string>((resolve) => connection.on('close', () => resolve(received())));
  return { connection, ended, received };
}
