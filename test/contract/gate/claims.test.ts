import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { openSigner } from '../../../src/app/system/signer.ts';
import { gatePaths } from '../../../src/gate/paths.ts';
import { verifyRecord } from '../../../src/record/verify.ts';
import type { GrantClaims } from '../../../src/review/grant.ts';
import { callGate, intentOf, until, type HttpAnswer } from '../../support/http.ts';
import { memorySecrets, openGround } from '../../support/product.ts';
import { openWindow, type TestWindow } from '../../support/window.ts';

interface Approved {
  readonly id: string;
  readonly token: string;
  readonly grant: string;
  readonly digest: string;
  readonly claims: GrantClaims;
}

async function scene(act: (window: TestWindow, root: string, place: string) => Promise<void>): Promise<void> {
  const { root, place, options, remove } = await openGround();
  const secretsFile = path.join(path.dirname(root), 'secrets.json');
  const window = await openWindow({ folders: [root], place, home: options.home, dist: options.dist, secretsFile });
  try {
    await act(window, root, place);
  } finally {
    await window.kill();
    await remove();
  }
}

async function approved(window: TestWindow, root: string): Promise<Approved> {
  const { body } = await callGate(window.socket, { path: '/v1/intents', body: intentOf(root) });
  const id = String(body['id']);
  await window.tell({ do: 'approve', id });
  const { body: answer } = await callGate(window.socket, { path: `/v1/intents/${id}` });
  const grant = String(answer['grant']);
  const claims = JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString()) as GrantClaims;
  return { id, token: String(body['token']), grant, digest: String(body['digest']), claims };
}

function claim(window: TestWindow, { claims, token, grant, digest }: Approved): Promise<HttpAnswer> {
  const body = JSON.stringify({ grant, digest });
  return callGate(window.socket, { path: `/v1/grants/${claims.jti}/claim`, token, body });
}

test('a claim goes through once; a foreign, forged or other one is named, recorded, and uses nothing up', () =>
  scene(async (window, root, place) => {
    const good = await approved(window, root);
    const somebody = await openSigner(memorySecrets());
    const other = await approved(window, root);
    const refused: readonly (readonly [what: string, status: number, code: string, Approved])[] = [
      ['somebody else’s token', 403, 'grant-foreign', { ...good, token: other.token }],
      ['signed by another key', 403, 'grant-forged', { ...good, grant: await somebody.signer.sign(good.claims) }],
      ['one letter changed', 403, 'grant-forged', { ...good, grant: `${good.grant.slice(0, -9)}AAAAAAAAA` }],
      ['under another number', 403, 'grant-forged', { ...good, claims: other.claims }],
      ['for other bytes', 403, 'grant-changed', { ...good, digest: 'f'.repeat(64) }],
    ];
    for (const [what, status, code, one] of refused) {
      const answer = await claim(window, one);
      assert.deepEqual([answer.status, answer.body['code']], [status, code], what);
    }
    const bare = {
      path: `/v1/grants/${good.claims.jti}/claim`,
      body: JSON.stringify({ grant: good.grant, digest: '' }),
    };
    assert.equal((await callGate(window.socket, bare)).body['code'], 'token-missing');
    assert.equal((await callGate(window.socket, { ...bare, token: good.token })).status, 400);
    const [one, two] = await Promise.all([claim(window, good), claim(window, good)]);
    assert.deepEqual([one.status, two.status].sort(), [200, 409], 'claimed twice at the same moment');
    assert.equal((await claim(window, good)).body['code'], 'grant-used');
    const outcome = { path: `/v1/intents/${good.id}/outcome`, token: good.token };
    const body = JSON.stringify({ exitCode: 0, sealed: false });
    const taken = [
      await callGate(window.socket, { ...outcome, body: JSON.stringify({ exitCode: 0, sealed: false, more: 1 }) }),
      await callGate(window.socket, { ...outcome, body, token: other.token }),
      await callGate(window.socket, { ...outcome, body }),
      await callGate(window.socket, { ...outcome, body }),
      await callGate(window.socket, { path: `/v1/intents/${other.id}/outcome`, token: other.token, body }),
    ];
    assert.deepEqual(
      taken.map(({ status, body: { code } }) => [status, code]),
      [
        [400, 'unknown-field'],
        [403, 'token-foreign'],
        [200, undefined],
        [409, 'outcome-again'],
        [409, 'outcome-early'],
      ],
    );
    const record = gatePaths(place, root).record;
    const { faults } = await verifyRecord(record);
    assert.deepEqual(faults, []);
  }));

test('a grant that is not claimed in 30 s, or over which the clock was set, is worth nothing', () =>
  scene(async (window, root) => {
    const late = await approved(window, root);
    await window.tell({ do: 'later', wall: 31_000, monotonic: 31_000 });
    const tooLate = await claim(window, late);
    assert.deepEqual([tooLate.status, tooLate.body['code']], [403, 'grant-expired']);
    assert.match(String(tooLate.body['detail']), /30 seconds/);
    const jumped = await approved(window, root);
    await window.tell({ do: 'later', wall: -3_600_000, monotonic: 0 });
    const setBack = await claim(window, jumped);
    assert.deepEqual([setBack.status, setBack.body['code']], [403, 'grant-expired']);
    assert.match(String(setBack.body['detail']), /clock/);
    const after = await approved(window, root);
    assert.equal((await claim(window, after)).status, 200, 'with the clock as it is now all goes on');
  }));

test('a runner may come back within 120 s of a crash, and not later', async () => {
  const { root, place, options, remove } = await openGround();
  const secretsFile = path.join(path.dirname(root), 'secrets.json');
  const open = () => openWindow({ folders: [root], place, home: options.home, dist: options.dist, secretsFile });
  const id = '01K00000000000000000000000';
  const body = intentOf(root, { id });
  let window = await open();
  try {
    assert.equal((await callGate(window.socket, { path: '/v1/intents', body })).status, 202);
    await window.kill();
    window = await open();
    await window.tell({ do: 'later', wall: 121_000, monotonic: 121_000 });
    const again = await callGate(window.socket, { path: '/v1/intents', body });
    assert.deepEqual([again.status, again.body['orphan']], [202, true]);
    assert.deepEqual(await window.tell({ do: 'approve', id }), { decided: false, code: 'orphan' });
  } finally {
    await window.kill();
    await remove();
  }
});

test('a hold ends when its time is over, and a denied action is not asked about again for 10 minutes', () =>
  scene(async (window, root) => {
    const short = await callGate(window.socket, { path: '/v1/intents', body: intentOf(root, { expiresIn: 1 }) });
    const id = String(short.body['id']);
    await until('it has expired', async () => {
      const { body } = await callGate(window.socket, { path: `/v1/intents/${id}` });
      return body['state'] === 'expired';
    });
    const file = (session: string) =>
      callGate(window.socket, {
        path: '/v1/intents',
        body: intentOf(root, { runner: { name: 'test', session } }),
      });
    const first = await file('a');
    await window.tell({ do: 'deny', id: String(first.body['id']), note: 'use the trash' });
    const second = await file('a');
    assert.deepEqual(
      [second.status, second.body['state'], second.body['note'], second.body['why']],
      [201, 'denied', 'use the trash', 'repeat'],
    );
    assert.equal((await file('b')).body['state'], 'held', 'another session was answered for this one');
    await window.tell({ do: 'later', wall: 601_000, monotonic: 601_000 });
    assert.equal((await file('a')).body['state'], 'held', 'the answer was given after 10 minutes');
  }));
