import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { openProduct } from '../../../src/app/keyturn.ts';
import { openGround } from '../../support/product.ts';

const run = promisify(execFile);

test('curl on the socket files, reads and withdraws as the README shows it', async () => {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  try {
    const folder = product.folders()[0];
    assert.equal(folder?.gate.state, 'owned', folder?.gate.why);
    const socket = folder?.gate.socket ?? '';
    const curl = async (
      ...args: string[]
    ): Promise<{ status: number; headers: string; body: Record<string, unknown> }> => {
      const { stdout } = await run('curl', ['-sS', '-i', '--unix-socket', socket, ...args]);
      const [headers = '', body = ''] = stdout.split('\r\n\r\n');
      return { status: Number(headers.split(' ')[1]), headers, body: JSON.parse(body) as Record<string, unknown> };
    };
    const health = await curl('http://keyturn/v1/health');
    assert.equal(health.status, 200);
    assert.equal(health.body['workspace'], ground.root);
    const filed = await curl(
      '-H',
      'Content-Type: application/json',
      '-d',
      JSON.stringify({
        version: 1,
        runner: { name: 'test' },
        action: { kind: 'shell', command: 'rm -rf data', shell: 'bash', cwd: ground.root },
      }),
      'http://keyturn/v1/intents',
    );
    assert.equal(filed.status, 202, JSON.stringify(filed.body));
    assert.match(filed.headers, /Location: \/v1\/intents\/[0-9A-Z]{26}/);
    assert.equal(filed.body['state'], 'held');
    const id = String(filed.body['id']);
    const seen = await curl(`http://keyturn/v1/intents/${id}`);
    assert.equal(seen.body['state'], 'held');
    assert.equal('token' in seen.body, false, 'the token is for the one who filed it');
    const gone = await curl(
      '-X',
      'DELETE',
      '-H',
      `Authorization: Bearer ${String(filed.body['token'])}`,
      `http://keyturn/v1/intents/${id}`,
    );
    assert.equal(gone.status, 200);
    assert.equal(gone.body['state'], 'withdrawn');
  } finally {
    await product.close();
    await ground.remove();
  }
});
