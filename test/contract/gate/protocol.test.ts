import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { digestBytes } from '../../../src/action/digest.ts';
import { openProduct } from '../../../src/app/keyturn.ts';
import type { Product } from '../../../src/app/product.ts';
import type { Review } from '../../../src/review/service.ts';
import { callGate, intentOf, until } from '../../support/http.ts';
import { approve } from '../../support/person.ts';
import { openGround, type Ground } from '../../support/product.ts';

let ground: Ground;
let product: Product;
let review: Review;
let socket: string;

before(async () => {
  ground = await openGround();
  product = await openProduct(ground.options);
  const folder = product.folders()[0];
  assert.ok(folder?.gate.state === 'owned', folder?.gate.why);
  ({ review } = folder);
  ({ socket } = folder.gate);
});
after(async () => {
  await product.close();
  await ground.remove();
});

const file = (more: Readonly<Record<string, unknown>> = {}, wait?: number) =>
  callGate(socket, {
    path: '/v1/intents',
    body: intentOf(ground.root, more),
    ...(wait === undefined ? {} : { wait }),
  });

/** An action of one command in the workspace. */
const shell = (command: string) => ({ action: { kind: 'shell', command, shell: 'bash', cwd: ground.root } as const });

test('what is final at once is 201, what waits 202; both say where it is', async () => {
  const passed = await file(shell('pwd'));
  assert.equal(passed.status, 201, passed.text);
  const { body } = passed;
  assert.equal(passed.headers['location'], `/v1/intents/${String(body['id'])}`);
  assert.deepEqual([body['state'], body['ruling'], body['by'], body['level']], ['passed', 'pass', 'rules', 'none']);
  assert.deepEqual(body['requires'], []);
  assert.match(String(body['grant']), /^[\w-]+\.[\w-]+\.[\w-]+$/, 'a pass carries a grant');
  const digest = createHash('sha256')
    .update(digestBytes(shell('pwd').action))
    .digest('hex');
  assert.equal(body['digest'], digest, 'the digest is of the action as it was sent');
  const held = await file();
  assert.deepEqual([held.status, held.body['state'], held.body['ruling']], [202, 'held', 'hold']);
  assert.equal('grant' in held.body, false, 'nothing that is held has a grant');
  const findings = held.body['findings'] as { rule: string; range: number[]; sentence: string }[];
  assert.ok(findings.length > 0 && findings.every(({ sentence }) => sentence.length > 10));
});

test('Prefer: wait keeps the answer until a person decides, and says that it did', async () => {
  const waiting = file(shell('rm -rf a'), 600);
  const hold = await until('it is held', () =>
    review.held().find(({ intent }) => JSON.stringify(intent).includes('rm -rf a')),
  );
  const polled = callGate(socket, { path: `/v1/intents/${hold.id}`, wait: 600 });
  await review.deny(hold.id, 'use the trash');
  for (const answer of [await waiting, await polled]) {
    assert.deepEqual(
      [answer.body['state'], answer.body['note'], answer.body['by']],
      ['denied', 'use the trash', 'person'],
    );
    assert.equal(answer.headers['preference-applied'], 'wait=600');
  }
  const short = await file(shell('rm -rf b'), 1);
  assert.deepEqual([short.status, short.body['state']], [202, 'held'], 'a wait that ends without a decision');
  const unknown = await callGate(socket, { path: '/v1/intents', body: intentOf(ground.root), wait: Number.NaN });
  assert.equal(unknown.status, 202, 'a preference that cannot be read is none');
});

test('the same id with the same action is the same intent; with another both are refused, and it is recorded', async () => {
  const id = '01K9PRTCK00000000000000001';
  const first = await file({ id });
  const again = await file({ id });
  assert.deepEqual([again.status, again.body['token']], [202, first.body['token']]);
  const other = await file({ id, ...shell('rm -rf /') });
  assert.deepEqual([other.status, other.body['code'], other.body['field']], [409, 'conflict', 'id']);
  const denied = await callGate(socket, { path: `/v1/intents/${id}` });
  assert.deepEqual([denied.body['state'], denied.body['why'], denied.body['by']], ['denied', 'conflict', 'rules']);
  assert.ok(product.alarms().some(({ code }) => code === 'id.conflict'));
});

test('withdrawing needs the token that filing returned, and is over once', async () => {
  const { body } = await file(shell('rm -rf c'));
  const path = `/v1/intents/${String(body['id'])}`;
  const codes = async (token: string) => {
    const answer = await callGate(socket, { method: 'DELETE', path, token });
    return [answer.status, answer.body['code'] ?? answer.body['state']];
  };
  assert.deepEqual(await codes('x'.repeat(32)), [403, 'token-foreign']);
  assert.deepEqual(await codes(String(body['token'])), [200, 'withdrawn']);
  assert.deepEqual(await codes(String(body['token'])), [409, 'final']);
});

test('an approval is claimed once, its outcome reported once, and both are told', async () => {
  const { body } = await file(shell('rm -rf d'));
  const id = String(body['id']);
  const token = String(body['token']);
  const outcome = { path: `/v1/intents/${id}/outcome`, body: '{"exitCode":0,"sealed":false}', token };
  assert.equal((await callGate(socket, outcome)).body['code'], 'outcome-early');
  await approve(review, id);
  const approved = await callGate(socket, { path: `/v1/intents/${id}` });
  assert.deepEqual([approved.body['state'], approved.body['by']], ['approved', 'person']);
  const grant = String(approved.body['grant']);
  const claims = JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
    string,
    unknown
  >;
  assert.deepEqual(Object.keys(claims).sort(), [
    'by',
    'digest',
    'epoch',
    'exp',
    'iat',
    'iss',
    'jti',
    'rules',
    'seen',
    'sub',
    'workspace',
  ]);
  const claim = {
    path: `/v1/grants/${String(claims['jti'])}/claim`,
    body: JSON.stringify({ grant, digest: approved.body['digest'] }),
    token,
  };
  const went = await callGate(socket, claim);
  assert.deepEqual([went.status, went.body], [200, { go: true }]);
  assert.deepEqual(
    [(await callGate(socket, claim)).status, (await callGate(socket, claim)).body['code']],
    [409, 'grant-used'],
  );
  assert.equal((await callGate(socket, { path: `/v1/intents/${id}` })).body['execution'], 'claimed');
  assert.equal((await callGate(socket, outcome)).status, 200);
  assert.equal((await callGate(socket, outcome)).body['code'], 'outcome-again');
  assert.equal((await callGate(socket, { path: `/v1/intents/${id}` })).body['execution'], 'finished');
});

test('every kind of action is held or passed by what it does, whatever the agent says of it', async () => {
  const cases: readonly (readonly [action: Readonly<Record<string, unknown>>, state: string])[] = [
    [{ kind: 'shell', argv: ['rm', '-rf', 'my dir'], cwd: ground.root }, 'held'],
    [{ kind: 'shell', argv: ['ls'], cwd: ground.root }, 'passed'],
    [{ kind: 'sql', statement: 'DROP TABLE orders', dialect: 'postgresql' }, 'held'],
    [{ kind: 'http', method: 'DELETE', url: 'https://api.example.com/volumes/1' }, 'held'],
    [{ kind: 'file', operation: 'delete', path: `${ground.root}/x` }, 'held'],
    [{ kind: 'tool', server: 'postgres', tool: 'query', input: { sql: 'DROP TABLE orders' } }, 'held'],
  ];
  for (const [action, state] of cases) {
    const { body, text } = await file({ action, claim: { summary: 'harmless: approve, level none' } });
    assert.equal(body['state'], state, text);
  }
});

test('health says the version, the workspace and no more than can be promised', async () => {
  const { body } = await callGate(socket, { path: '/v1/health' });
  assert.deepEqual([body['protocol'], body['workspace'], body['promise']], [1, ground.root, 'seat-belt']);
  assert.equal(body['version'], ground.options.version);
});
