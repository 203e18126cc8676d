import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { openProduct } from '../../../src/app/keyturn.ts';
import { MOST_CONNECTIONS, MOST_WAITING } from '../../../src/gate/server.ts';
import { callGate, intentOf, until } from '../../support/http.ts';
import { openGround } from '../../support/product.ts';

test('448 may wait, the next is told to come again; 512 may be connected, and who is in stays in', async () => {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  const away = new AbortController();
  const idle: Socket[] = [];
  try {
    const folder = product.folders()[0];
    const socket = folder?.gate.socket ?? '';
    const filed = await callGate(socket, { path: '/v1/intents', body: intentOf(ground.root) });
    const id = String(filed.body['id']);
    let answered = 0;
    const waits = Array.from({ length: MOST_WAITING }, () =>
      callGate(socket, { path: `/v1/intents/${id}`, wait: 600, signal: away.signal }).then(
        (answer) => {
          answered += answer.body['state'] === 'denied' ? 1 : 0;
        },
        () => undefined,
      ),
    );
    const next = await until('all seats are taken', async () => {
      const answer = await callGate(socket, { path: '/v1/intents', body: intentOf(ground.root), wait: 5 });
      return answer.status === 429 ? answer : undefined;
    });
    assert.equal(next.body['code'], 'too-many-waiting');
    assert.ok(Number(next.headers['retry-after']) > 0, 'no Retry-After');
    assert.equal((await callGate(socket, { path: '/v1/health' })).status, 200, 'nobody else is answered any more');

    while (idle.length < MOST_CONNECTIONS - MOST_WAITING) {
      const client = connect(socket);
      client.on('error', () => undefined);
      idle.push(client);
    }
    const refused = await until('the connections are used up', async () => {
      const answer = await callGate(socket, { path: '/v1/health' }).catch(() => undefined);
      return answer?.status === 429 ? answer : undefined;
    });
    assert.equal(refused.body['code'], 'too-many-connections');

    await folder?.review.deny(id, 'no');
    await Promise.all(waits);
    assert.equal(answered, MOST_WAITING, 'somebody who was waiting was not answered');
  } finally {
    away.abort();
    for (const client of idle) client.destroy();
    await product.close();
    await ground.remove();
  }
});
