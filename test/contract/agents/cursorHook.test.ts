import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { claudeCode } from '../../../src/agents/claudeCode.ts';
import { cursor } from '../../../src/agents/cursor.ts';
import { changeConnection } from '../../../src/app/agents/agentConnection.ts';
import { openProduct } from '../../../src/app/keyturn.ts';
import { installHook, installLauncher } from '../../../src/app/launcher.ts';
import { callGate, until } from '../../support/http.ts';
import { openGround } from '../../support/product.ts';

/** The installed hook, started as Cursor starts a person's: in its own settings folder, with the call on standard input. */
async function open(context: TestContext) {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  context.after(async () => {
    await product.close();
    await ground.remove();
  });
  const folder = product.folders()[0];
  assert.ok(folder);
  const { place, root } = ground;
  const { home, dist } = ground.options;
  const settings = path.join(home, '.cursor');
  mkdirSync(settings, { recursive: true });
  await installLauncher({ place, editorNode: process.execPath, dist });
  const script = await installHook({ place, agent: cursor, root, home, socket: folder.gate.socket, dist });
  const start = (event: string, input: string) => {
    const child = spawn(script, [event], { cwd: settings, env: { PATH: '/nowhere' }, stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let error = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (error += part.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    return new Promise<{ code: number | null; out: string; error: string }>((resolve) => {
      child.on('close', (code) => resolve({ code, out, error }));
    });
  };
  return { ground, product, review: folder.review, socket: folder.gate.socket, root, start };
}

function call(root: string, event: string, more: Record<string, unknown>): string {
  const common = { conversation_id: 'c', generation_id: 'g', cursor_version: '3.11.2', workspace_roots: [root] };
  return JSON.stringify({ ...common, hook_event_name: event, ...more });
}

test('one command that Cursor sends by its three ways is one card, and each way gets the deny', async (context) => {
  const { review, root, start, socket } = await open(context);
  const command = 'rm -rf data';
  const shell = start('beforeShellExecution', call(root, 'beforeShellExecution', { command, cwd: root }));
  const first = await until('it is held', () => review.held()[0]);
  const tool = { tool_name: 'Shell', tool_input: { command }, tool_use_id: 't', cwd: '' };
  const pre = start('preToolUse', call(root, 'preToolUse', tool));
  const claude = callGate(socket, {
    path: '/v1/hooks/claude-code/PreToolUse',
    body: call(root, 'PreToolUse', { ...tool, tool_name: 'Bash' }),
  });
  // Long enough for a second card to be there, were there one.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.equal(review.held().length, 1, 'one call is one card');
  await review.deny(first.id, 'use the trash');
  for (const { out, code, error } of await Promise.all([shell, pre])) {
    const answer = JSON.parse(out) as Record<string, string>;
    assert.equal(answer['permission'], 'deny', error);
    assert.match(answer['user_message'] ?? '', /use the trash/);
    assert.equal(code, 0);
  }
  assert.match((await claude).text, /"permissionDecision":"deny".*use the trash/);
  assert.equal(review.today().length, 1);
});

test('what passes, and what is in no folder of Keyturn’s, is answered allow; what cannot be read, deny', async (context) => {
  const { review, root, start, ground } = await open(context);
  const shell = (input: string) => start('beforeShellExecution', input);
  const passed = await shell(call(root, 'beforeShellExecution', { command: 'pwd', cwd: root }));
  assert.equal(passed.out, '{"permission":"allow"}\n', passed.error);
  const over = await start('afterShellExecution', call(root, 'afterShellExecution', { command: 'pwd', output: root }));
  assert.deepEqual([over.code, over.out], [0, ''], 'nothing is asked there');
  assert.equal(review.today()[0]?.execution, 'finished', 'what came of it stands in the record');
  const outside = await shell(call('/', 'beforeShellExecution', { command: 'rm -rf data', cwd: '/' }));
  assert.equal(outside.out, '{"permission":"allow"}\n', outside.error);
  for (const input of ['', '{', call(root, 'preToolUse', {}), call(root, 'beforeShellExecution', { cwd: root })]) {
    const { out } = await shell(input);
    assert.match(out, /^\{"permission":"deny"/, input);
  }
  assert.equal((await start('sessionStart', '{}')).code, 2, `${ground.place}: an event that is not ours is refused`);
});

test('without a window it denies, and says what to open', async (context) => {
  const { root, start, product } = await open(context);
  await product.close();
  const { out } = await start('beforeShellExecution', call(root, 'beforeShellExecution', { command: 'ls', cwd: root }));
  assert.match(out, /^\{"permission":"deny".*Open .* in VS Code/);
});

test('an agent is not connected through a settings folder that leads out of the workspace', async (context) => {
  const { ground, product, root } = await open(context);
  const { place } = ground;
  const { home, dist } = ground.options;
  const elsewhere = path.join(home, 'elsewhere');
  mkdirSync(elsewhere, { recursive: true });
  const parts = {
    place,
    home,
    dist,
    consents: product.consents,
    socketOf: () => '/nowhere.sock',
    alarm: () => undefined,
    own: <T>(write: () => Promise<T>) => write(),
  };
  const link = path.join(root, '.claude');
  symlinkSync(elsewhere, link);
  await assert.rejects(changeConnection(parts, claudeCode, root, 'connect'), /leads out of/);
  assert.equal(product.consents.waiting().length, 0, 'nothing may be offered');
});
