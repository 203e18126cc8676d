import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { gatePaths } from '../../../src/gate/paths.ts';
import { openProduct } from '../../../src/app/keyturn.ts';
import type { Product } from '../../../src/app/product.ts';
import { segmentsOf } from '../../../src/record/segments.ts';
import { callGate, intentOf } from '../../support/http.ts';
import { openGround, type Ground } from '../../support/product.ts';
import { volume } from '../../support/volume.ts';

let ground: Ground;
let product: Product;
let socket: string;

before(async () => {
  ground = await openGround();
  product = await openProduct(ground.options);
  socket = product.folders()[0]?.gate.socket ?? '';
});
after(async () => {
  await product.close();
  await ground.remove();
});

async function recordText(): Promise<string> {
  const segments = await segmentsOf(gatePaths(ground.place, ground.root).record);
  return (await Promise.all(segments.map((file) => readFile(file, 'utf8')))).join('');
}

const action = '"action":{"kind":"shell","command":"ls"}';
const deep = `${'['.repeat(40)}${']'.repeat(40)}`;

const BAD: readonly (readonly [what: string, body: string | Buffer, status: number, code: string, field?: string])[] = [
  ['nothing', '', 400, 'syntax'],
  ['broken JSON', '{"version":1,', 400, 'syntax'],
  ['not an object', '[]', 400, 'wrong-type'],
  ['unknown field', `{"version":1,"runner":{"name":"t"},${action},"approve":true}`, 400, 'unknown-field', 'approve'],
  [
    'unknown field inside',
    '{"version":1,"runner":{"name":"t"},"action":{"kind":"shell","command":"ls","sudo":1}}',
    400,
    'unknown-field',
    'action.sudo',
  ],
  ['duplicate key', `{"version":1,"version":1,"runner":{"name":"t"},${action}}`, 400, 'duplicate-key', 'version'],
  ['wrong type', `{"version":1,"runner":{"name":7},${action}}`, 400, 'wrong-type', 'runner.name'],
  ['wrong version', `{"version":2,"runner":{"name":"t"},${action}}`, 400, 'wrong-value', 'version'],
  ['field missing', `{"version":1,${action}}`, 400, 'missing', 'runner'],
  [
    'two forms',
    '{"version":1,"runner":{"name":"t"},"action":{"kind":"shell","command":"ls","argv":["ls"]}}',
    400,
    'one-of',
  ],
  ['NUL', '{"version":1,"runner":{"name":"t"},"action":{"kind":"shell","command":"ls\\u0000"}}', 400, 'nul'],
  [
    'lone surrogate',
    '{"version":1,"runner":{"name":"t"},"action":{"kind":"shell","command":"\\ud800"}}',
    400,
    'lone-surrogate',
  ],
  ['too deep', `{"version":1,"runner":${deep},${action}}`, 400, 'too-deep'],
  ['prototype', `{"version":1,"__proto__":{},"runner":{"name":"t"},${action}}`, 400, 'reserved-key'],
  ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'not-utf8'],
  [
    'expires too late',
    `{"version":1,"runner":{"name":"t"},${action},"expiresIn":86401}`,
    400,
    'wrong-value',
    'expiresIn',
  ],
  ['an id that is no ULID', `{"version":1,"id":"../../x","runner":{"name":"t"},${action}}`, 400, 'wrong-value', 'id'],
];

test('each kind of bad body is a 4xx that names the place, is recorded, and the server lives on', async () => {
  for (const [what, body, status, code, field] of BAD) {
    const answer = await callGate(socket, { path: '/v1/intents', body });
    assert.equal(answer.status, status, `${what}: ${answer.text}`);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, what);
    if (code !== 'wrong-value') assert.equal(answer.body['code'], code, `${what}: ${answer.text}`);
    if (field !== undefined) assert.equal(answer.body['field'], field, what);
    assert.equal(typeof answer.body['title'], 'string', what);
    assert.equal(typeof answer.body['detail'], 'string', what);
  }
  const recorded = (await recordText()).match(/"type":"refused-input"/g) ?? [];
  assert.equal(recorded.length, BAD.length, 'not every bad body is in the record');
  assert.equal((await callGate(socket, { path: '/v1/health' })).status, 200);
});

test('wrong routes, methods and media types are named', async () => {
  const calls = [
    [{ path: '/' }, 404, 'unknown-route'],
    [{ path: '/v2/intents', body: '{}' }, 404, 'unknown-route'],
    [{ path: '/v1/intents/x/approve', body: '{}' }, 404, 'unknown-route'],
    [{ path: '/v1/intents' }, 405, 'method'],
    [{ path: '/v1/health', body: '{}' }, 405, 'method'],
    [{ path: '/v1/intents', body: intentOf(ground.root), type: 'text/plain' }, 415, 'media-type'],
    [
      { path: '/v1/intents', body: intentOf(ground.root), type: 'application/x-www-form-urlencoded' },
      415,
      'media-type',
    ],
    [{ path: '/v1/intents/01K00000000000000000000000' }, 404, 'unknown-intent'],
    [{ path: '/v1/intents/%2e%2e%2f' }, 404, 'unknown-intent'],
    [{ path: '/v1/intents/%zz' }, 404, 'unknown-intent'],
    [{ path: '/v1/intents/01K00000000000000000000000', method: 'DELETE' }, 403, 'token-missing'],
    [{ path: '/v1/hooks/nobody/PreToolUse', body: '{}' }, 404, 'unknown-agent'],
    [{ path: '/v1/grants/x/claim', body: '{}', token: 't'.repeat(20) }, 400, 'missing'],
  ] as const;
  for (const [call, status, code] of calls) {
    const answer = await callGate(socket, call);
    assert.deepEqual([answer.status, answer.body['code']], [status, code], JSON.stringify(call));
  }
  assert.equal((await callGate(socket, { path: '/v1/intents' })).headers['allow'], 'POST');
});

test('a working folder that is not there, or in no open folder, is refused with a sentence', async () => {
  for (const [cwd, code] of [
    ['/nowhere/at/all', 'cwd-missing'],
    ['/', 'cwd-outside'],
    [`${ground.root}/..`, 'cwd-outside'],
    // Not even looked at: it may be mounted by that.
    ['/net/host/share', 'cwd-outside'],
    [`${ground.root}/../../../../../../../net/host`, 'cwd-outside'],
    ['//host/share', 'cwd-outside'],
  ] as const) {
    const answer = await callGate(socket, { path: '/v1/intents', body: intentOf(cwd) });
    assert.deepEqual([answer.status, answer.body['code']], [403, code], cwd);
  }
});

test('a body over 16 MiB is refused before it is read', async () => {
  const big = Buffer.alloc(16 * 1024 * 1024 + 1, 0x20);
  const answer = await callGate(socket, { path: '/v1/intents', body: big });
  assert.equal(answer.status, 413);
  // Without a length it is cut off as soon as it is too long.
  const text = await raw(
    'POST /v1/intents HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    (write) => {
      const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(0x100000, 0x20), Buffer.from('\r\n')]);
      for (let i = 0; i < 18; i += 1) write(chunk);
    },
  );
  assert.match(text, /^HTTP\/1\.1 413 /);
  assert.equal((await callGate(socket, { path: '/v1/health' })).status, 200);
});

test('what is no HTTP gets a 400, headers over 16 KiB a 431', async () => {
  assert.match(await raw('\x16\x03\x01 hello\r\n\r\n'), /^HTTP\/1\.1 400 /);
  assert.match(await raw(`GET /v1/health HTTP/1.1\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  assert.equal((await callGate(socket, { path: '/v1/health' })).status, 200);
});

test('a client that stops in the middle of sending is dropped after 5 s; one that waits for a person is not', async () => {
  const waiting = new AbortController();
  const patient = callGate(socket, {
    path: '/v1/intents',
    body: intentOf(ground.root),
    wait: 600,
    signal: waiting.signal,
  });
  let waited = true;
  const ended = patient.then(
    () => (waited = false),
    () => undefined,
  );
  const started = performance.now();
  const [head, body] = await Promise.all([
    raw('POST /v1/intents HTTP/1.1\r\nHost: x\r\nContent-Ty'),
    raw('POST /v1/intents HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"ver'),
  ]);
  assert.ok(performance.now() - started < 9_000, 'the slow clients were kept');
  assert.match(head, /^HTTP\/1\.1 408 |^$/);
  assert.equal(body, '');
  assert.equal(waited, true, 'the client that waits for a person was dropped');
  waiting.abort();
  await ended;
});

const MALFORMED = volume(4_000);

test(`${MALFORMED} malformed bodies: each is answered, and the server lives on`, async () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const good = Buffer.from(intentOf(ground.root));
  const mutant = (): Buffer => {
    const bytes = Buffer.from(good);
    for (let i = 0; i <= random(3); i += 1) bytes[random(bytes.length)] = random(256);
    return random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
  };
  const statuses = new Map<number, number>();
  for (let round = 0; round < MALFORMED / 50; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => callGate(socket, { path: '/v1/intents', body: mutant() })),
    );
    for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  const unexpected = [...statuses.keys()].filter((status) => ![201, 202, 400, 403].includes(status));
  assert.deepEqual(unexpected, [], JSON.stringify([...statuses]));
  assert.ok((statuses.get(400) ?? 0) > MALFORMED / 2, JSON.stringify([...statuses]));
  assert.equal((await callGate(socket, { path: '/v1/health' })).status, 200);
});

/** Sends bytes as they are and gives all that comes back. */
function raw(text: string, more: (write: (bytes: Buffer) => void) => void = () => undefined): Promise<string> {
  return new Promise((resolve) => {
    const client = connect(socket);
    let answer = '';
    client.on('data', (chunk) => (answer += chunk.toString('latin1')));
    client.on('error', () => undefined);
    client.on('close', () => resolve(answer));
    client.write(text);
    more((bytes) => client.write(bytes));
  });
}
