import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { dial, isNeverDialled, NEVER_DIALLED } from '../../../../src/preview/server/dial.ts';

test('addresses of the link, of everybody and of a cloud’s own services are never dialled', () => {
  for (const address of [
    '169.254.169.254',
    '169.254.0.1',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    '255.255.255.255',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'fd00:ec2::254',
    '::ffff:169.254.169.254',
    '::ffff:0.0.0.0',
    'no address',
  ])
    assert.equal(isNeverDialled(address), true, address);
});

test('addresses of private and public networks may be, once somebody has allowed them', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.4',
    '172.16.0.1',
    '8.8.8.8',
    '::1',
    'fd12:3456::1',
    '2001:db8::1',
  ])
    assert.equal(isNeverDialled(address), false, address);
});

test('a forbidden address is refused before anything is sent', async () => {
  await assert.rejects(dial({ host: '169.254.169.254', port: 5432 }), { code: NEVER_DIALLED });
  await assert.rejects(dial({ host: '[fe80::1]', port: 5432 }), { code: NEVER_DIALLED });
});

test('the next address is tried when one does not answer', async (t) => {
  const server = net.createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as net.AddressInfo;
  const socket = await dial({ addresses: ['127.0.0.2', '127.0.0.1'], port });
  assert.equal(socket.remoteAddress, '127.0.0.1');
  socket.destroy();
  server.close();
  await assert.rejects(dial({ addresses: ['127.0.0.2'], port }), { code: 'ECONNREFUSED' });
});
