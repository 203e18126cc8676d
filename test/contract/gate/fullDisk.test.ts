import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { gatePaths } from '../../../src/gate/paths.ts';
import { segmentsOf } from '../../../src/record/segments.ts';
import { verifyRecord } from '../../../src/record/verify.ts';
import { callGate, intentOf, until } from '../../support/http.ts';
import { openGround } from '../../support/product.ts';
import { openWindow } from '../../support/window.ts';

const run = promisify(execFile);

/**
 * The system itself refuses to make a file of that process longer: a write ends short, the next one fails. As on a full
 * disk, but without one, and without the right to mount one.
 */
function limitFiles(pid: number, bytes: number | 'unlimited'): Promise<unknown> {
  return run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
}

test('when the record cannot grow nothing is answered that is not in it, denying still works, and afterwards all goes on', async () => {
  const ground = await openGround();
  const secretsFile = path.join(path.dirname(ground.root), 'secrets.json');
  const { place, root, options } = ground;
  const window = await openWindow({ folders: [root], place, home: options.home, dist: options.dist, secretsFile });
  const record = gatePaths(place, root).record;
  const [segment = ''] = await segmentsOf(record);
  const lines = async () => (await readFile(segment, 'utf8')).trimEnd().split('\n');
  const file = (command: string) =>
    callGate(window.socket, {
      path: '/v1/intents',
      body: intentOf(root, { action: { kind: 'shell', command, shell: 'bash', cwd: root } }),
    });
  try {
    const first = await file('rm -rf data');
    const second = await file('rm -rf other');
    assert.deepEqual([first.status, second.status], [202, 202]);
    const passed = await file('pwd');
    assert.equal(passed.body['state'], 'passed');
    const before = await lines();
    // Room for half a line: the first write comes back short.
    await limitFiles(window.pid, (await stat(segment)).size + 40);

    for (const command of ['rm -rf more', 'pwd']) {
      const refused = await file(command);
      assert.deepEqual([refused.status, refused.body['code']], [503, 'record-failed'], command);
      assert.ok(Number(refused.headers['retry-after']) > 0);
    }
    const hook = await callGate(window.socket, {
      path: '/v1/hooks/claude-code/PreToolUse',
      body: JSON.stringify({
        session_id: 's',
        tool_use_id: 't',
        tool_name: 'Bash',
        cwd: root,
        hook_event_name: 'PreToolUse',
        tool_input: { command: 'pwd' },
      }),
    });
    assert.match(hook.text, /"permissionDecision":"deny".*disk full/);
    const grant = String(passed.body['grant']);
    const { jti } = JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString()) as { jti: string };
    const claim = {
      path: `/v1/grants/${jti}/claim`,
      token: String(passed.body['token']),
      body: JSON.stringify({ grant, digest: passed.body['digest'] }),
    };
    assert.equal((await callGate(window.socket, claim)).status, 503, 'a claim that is not in the record was answered');

    const id = String(first.body['id']);
    assert.deepEqual(await window.tell({ do: 'approve', id }), { decided: false, code: 'record-failed' });
    assert.equal((await callGate(window.socket, { path: `/v1/intents/${id}` })).body['state'], 'held');
    const denied = String(second.body['id']);
    const deny = (await window.tell({ do: 'deny', id: denied, note: 'no' })) as { state: string };
    assert.equal(deny.state, 'denied', 'a person could not say no');
    const { alarms } = await window.state();
    assert.ok(alarms.includes('record.failed'), `nobody was told: ${alarms.join(', ')}`);
    assert.deepEqual(await lines(), before, 'half a line is left');

    await limitFiles(window.pid, 'unlimited');
    assert.equal((await callGate(window.socket, claim)).status, 409, 'a claim that failed must be burned');
    assert.deepEqual(await window.tell({ do: 'approve', id }), { decided: true, state: 'approved' });
    assert.ok(
      (await lines()).some((line) => line.includes(denied) && line.includes('"state":"denied"')),
      'the denial is not in the record',
    );
    await until('what comes later is taken', async () => (await file('rm -rf later')).status === 202);
    const end = (await callGate(window.socket, { path: '/v1/health' })).body['record'];
    const verified = await verifyRecord(record, { end: end as { seq: number; head: string } });
    assert.deepEqual(verified.faults, []);
  } finally {
    await limitFiles(window.pid, 'unlimited').catch(() => undefined);
    await window.kill();
    await ground.remove();
  }
});
