import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { bodyText, openIntake, SEND_PATIENCE } from '../../../src/gate/body.ts';

const incoming = (): Readable & IncomingMessage =>
  Object.assign(new Readable({ read: () => undefined }), {
    headers: { 'content-type': 'application/json' },
  }) as unknown as Readable & IncomingMessage;

test('a body that came while the process was kept from running is read; one that does not come is given up', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const late = incoming();
  const text = bodyText(late, openIntake());
  late.push('{"version":1}');
  late.push(null);
  t.mock.timers.tick(SEND_PATIENCE + 1);
  assert.equal(await text, '{"version":1}');

  const silent = incoming();
  const nothing = bodyText(silent, openIntake());
  t.mock.timers.tick(SEND_PATIENCE + 1);
  assert.equal(await nothing, undefined);
});
