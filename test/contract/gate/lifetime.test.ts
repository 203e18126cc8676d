import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { verifyRecord } from '../../../src/record/verify.ts';
import { gatePaths } from '../../../src/gate/paths.ts';
import { callGate, intentOf, until } from '../../support/http.ts';
import { openGround, type Ground } from '../../support/product.ts';
import { openWindow, type TestWindow } from '../../support/window.ts';

const ID = '01K9ABCDEFGHJKMNPQRSTVWXYZ';

async function open(ground: Ground): Promise<TestWindow> {
  const { folders, place, home, dist } = ground.options;
  return openWindow({ folders, place, home, dist, secretsFile: path.join(path.dirname(place), 'secrets.json') });
}

test('a runner that is killed while it waits is withdrawn', async () => {
  const ground = await openGround();
  const window = await open(ground);
  try {
    const curl = spawn(
      'curl',
      ['-sS', '--unix-socket', window.socket, '-H', 'Content-Type: application/json', '-H', 'Prefer: wait=600']
        .concat(['-d', intentOf(ground.root, { id: ID })])
        .concat('http://keyturn/v1/intents'),
      { stdio: 'ignore' },
    );
    await until('the intent is held', async () => (await window.state()).folders[0]?.held.some(({ id }) => id === ID));
    curl.kill('SIGKILL');
    await once(curl, 'exit');
    const ended = await until('the hold is withdrawn', async () =>
      (await window.state()).folders[0]?.today.find(({ id }) => id === ID),
    );
    assert.deepEqual(ended, { id: ID, state: 'withdrawn', why: 'runner-gone' });
  } finally {
    await window.kill();
    await ground.remove();
  }
});

test('one filed without waiting is withdrawn when its process dies', async () => {
  const ground = await openGround();
  const window = await open(ground);
  const runner = spawn('sleep', ['600'], { stdio: 'ignore' });
  try {
    const filed = await callGate(window.socket, {
      path: '/v1/intents',
      body: intentOf(ground.root, { id: ID, runner: { name: 'test', pid: runner.pid } }),
    });
    assert.equal(filed.status, 202);
    runner.kill('SIGKILL');
    await once(runner, 'exit');
    await until('the hold is withdrawn', async () =>
      (await window.state()).folders[0]?.today.some(({ id, state }) => id === ID && state === 'withdrawn'),
    );
  } finally {
    runner.kill('SIGKILL');
    await window.kill();
    await ground.remove();
  }
});

test('a window that crashes while it holds: the runner hears it, the hold comes back as an orphan, and re-attaches', async () => {
  const ground = await openGround();
  let window = await open(ground);
  try {
    const body = intentOf(ground.root, { id: ID });
    const waiting = callGate(window.socket, { path: '/v1/intents', body, wait: 600 });
    const lost = assert.rejects(waiting, 'a runner of a dead window got an answer');
    await until('the intent is held', async () => (await window.state()).folders[0]?.held.some(({ id }) => id === ID));
    await window.kill();
    await lost;

    window = await open(ground);
    const orphan = (await window.state()).folders[0]?.held[0];
    assert.equal(orphan?.id, ID);
    assert.equal(orphan.orphan, true);
    assert.deepEqual(
      await window.tell({ do: 'approve', id: ID }),
      { decided: false, code: 'orphan' },
      'what came back from disk was approved',
    );
    const other = await callGate(window.socket, {
      path: '/v1/intents',
      body: intentOf(ground.root, { id: ID, action: { kind: 'shell', command: 'rm -rf /', cwd: ground.root } }),
    });
    assert.equal(other.status, 409);
  } finally {
    await window.kill();
    await ground.remove();
  }
});

test('after a crash the same intent, filed again, is decidable and runs once; the record stays whole', async () => {
  const ground = await openGround();
  let window = await open(ground);
  try {
    const body = intentOf(ground.root, { id: ID });
    assert.equal((await callGate(window.socket, { path: '/v1/intents', body })).status, 202);
    await window.kill();
    window = await open(ground);
    const waiting = callGate(window.socket, { path: '/v1/intents', body, wait: 60 });
    // Its end is awaited below; until then a failed assertion must be told, not this connection's end.
    waiting.catch(() => undefined);
    await until('the runner is there again', async () =>
      (await window.state()).folders[0]?.held.some(({ id, orphan }) => id === ID && !orphan),
    );
    assert.deepEqual(await window.tell({ do: 'approve', id: ID }), { decided: true, state: 'approved' });
    const answer = await waiting;
    assert.equal(answer.status, 201);
    const grant = String(answer.body['grant']);
    const { jti } = JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString()) as { jti: string };
    const claim = {
      path: `/v1/grants/${jti}/claim`,
      token: String(answer.body['token']),
      body: JSON.stringify({ grant, digest: answer.body['digest'] }),
    };
    // The window dies between the decision and the claim: the grant is of another epoch then.
    const go = await callGate(window.socket, claim);
    assert.deepEqual([go.status, go.body], [200, { go: true }]);
    assert.equal((await callGate(window.socket, claim)).status, 409, 'claimed twice');
    await window.kill();
    window = await open(ground);
    assert.ok([403, 409].includes((await callGate(window.socket, claim)).status), 'claimed again after a crash');
    const today = (await window.state()).folders[0]?.today.find(({ id }) => id === ID);
    assert.equal(today?.state, 'approved', 'an answered decision was lost');
    const verified = await verifyRecord(gatePaths(ground.place, ground.root).record);
    assert.deepEqual(verified.faults, []);
  } finally {
    await window.kill();
    await ground.remove();
  }
});

test('a grant that was not claimed is void after a crash', async () => {
  const ground = await openGround();
  let window = await open(ground);
  try {
    const waiting = callGate(window.socket, { path: '/v1/intents', body: intentOf(ground.root, { id: ID }), wait: 60 });
    // Its end is awaited below; until then a failed assertion must be told, not this connection's end.
    waiting.catch(() => undefined);
    await until('the intent is held', async () => (await window.state()).folders[0]?.held.some(({ id }) => id === ID));
    assert.deepEqual(await window.tell({ do: 'approve', id: ID }), { decided: true, state: 'approved' });
    const { body } = await waiting;
    const grant = String(body['grant']);
    const { jti } = JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString()) as { jti: string };
    await window.kill();
    window = await open(ground);
    const late = await callGate(window.socket, {
      path: `/v1/grants/${jti}/claim`,
      token: String(body['token']),
      body: JSON.stringify({ grant, digest: body['digest'] }),
    });
    assert.equal(late.status, 403);
    assert.equal(late.body['code'], 'grant-expired');
  } finally {
    await window.kill();
    await ground.remove();
  }
});

test('stop outlives a crash', async () => {
  const ground = await openGround();
  let window = await open(ground);
  try {
    await callGate(window.socket, { path: '/v1/intents', body: intentOf(ground.root, { id: ID }) });
    await window.tell({ do: 'stop' });
    await window.kill();
    window = await open(ground);
    assert.equal((await window.state()).stopped, true);
    const filed = await callGate(window.socket, { path: '/v1/intents', body: intentOf(ground.root) });
    assert.deepEqual([filed.status, filed.body['code']], [403, 'stopped']);
  } finally {
    await window.kill();
    await ground.remove();
  }
});

test('two windows on one folder: one owns it, the other says so and takes over when the owner is gone', async () => {
  const ground = await openGround();
  const first = await open(ground);
  const second = await open(ground);
  try {
    assert.equal((await first.state()).folders[0]?.gate, 'owned');
    assert.equal((await second.state()).folders[0]?.gate, 'mirrored');
    await callGate(first.socket, { path: '/v1/intents', body: intentOf(ground.root, { id: ID }) });
    await first.kill();
    await until('the second window takes over', async () => (await second.state()).folders[0]?.gate === 'owned');
    const held = (await second.state()).folders[0]?.held;
    assert.deepEqual(
      held?.map(({ id, orphan }) => ({ id, orphan })),
      [{ id: ID, orphan: true }],
    );
    assert.equal((await callGate(second.socket, { path: '/v1/health' })).status, 200);
  } finally {
    await first.kill();
    await second.kill();
    await ground.remove();
  }
});
