import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { claudeCode } from '../../../src/agents/claudeCode.ts';
import { claudePlugin } from '../../../src/agents/claudePlugin.ts';
import { openProduct } from '../../../src/app/keyturn.ts';
import { clientPath } from '../../../src/app/launcher.ts';
import { until } from '../../support/http.ts';
import { accept } from '../../support/person.ts';
import { openGround } from '../../support/product.ts';

/** Claude Code connected by its plugin, on the card, and the plugin's hook as Claude Code would start it. */
async function open(context: TestContext) {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  context.after(async () => {
    await product.close();
    await ground.remove();
  });
  const { root, place } = ground;
  const { home } = ground.options;
  const skills = path.join(home, '.claude', 'skills');
  mkdirSync(skills, { recursive: true });
  const connecting = product.connectAgent(claudePlugin.name, root);
  await accept(product.consents);
  await connecting;
  const review = product.folders()[0]?.review;
  assert.ok(review);
  const start = (cwd: string, project: string, script = clientPath(place, claudePlugin, root)) => {
    const input = { session_id: 's', cwd, hook_event_name: 'PreToolUse', tool_use_id: 'toolu_1' };
    const child = spawn(script, ['PreToolUse', project], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify({ ...input, tool_name: 'Bash', tool_input: { command: 'rm -rf data' } }));
    return new Promise<{ code: number | null; out: string }>((resolve) => {
      child.on('close', (code) => resolve({ code, out }));
    });
  };
  return { ground, product, review, root, home, skills, start };
}

test('the plugin is one file, written when a person accepts it and gone without a trace when they take it back', async (context) => {
  const { product, root, home, skills } = await open(context);
  const file = claudePlugin.settingsFile({ root, home });
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { name: string; hooks: Record<string, unknown> };
  assert.equal(manifest.name, 'keyturn');
  assert.deepEqual(Object.keys(manifest.hooks), [
    ...['PreToolUse', 'PostToolUse', 'PostToolUseFailure', 'PermissionRequest'],
    ...['UserPromptSubmit', 'SessionStart', 'SessionEnd'],
  ]);
  const disconnecting = product.disconnectAgent(claudePlugin.name, root);
  await accept(product.consents);
  await disconnecting;
  assert.ok(existsSync(skills), 'a folder that was there before stays');
  assert.equal(existsSync(path.join(skills, 'keyturn')), false, 'what connecting made is left');
});

test('outside of all folders it has no opinion; a session that left its project for another folder is denied', async (context) => {
  const { ground, root, start } = await open(context);
  const outside = path.dirname(ground.place);
  assert.deepEqual(await start(outside, outside), { code: 0, out: '' });
  // As a version would say that does not replace the word.
  assert.deepEqual(await start(outside, '${CLAUDE_PROJECT_DIR}'), { code: 0, out: '' });
  const left = await start(outside, root);
  assert.match(left.out, /"permissionDecision":"deny"/, 'leaving the project must not leave Keyturn');
});

test('connected by its settings as well, one call is one card, and both ways get the answer', async (context) => {
  const { product, review, root, ground, start } = await open(context);
  const connecting = product.connectAgent('claude-code', root);
  await accept(product.consents);
  await connecting;
  const settings = path.join(root, '.claude', 'settings.local.json');
  const script = clientPath(ground.place, claudeCode, root);
  assert.ok(readFileSync(settings, 'utf8').includes(script));
  const both = [start(root, root), start(root, root, script)];
  const held = await until('it is held', () => review.held()[0]);
  await review.deny(held.id, 'use the trash');
  for (const { out } of await Promise.all(both)) assert.match(out, /use the trash/);
  assert.equal(review.today().length, 1, 'one call is one card');
});
