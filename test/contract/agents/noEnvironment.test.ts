import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { claudeCode } from '../../../src/agents/claudeCode.ts';
import { openProduct } from '../../../src/app/keyturn.ts';
import { clientPath } from '../../../src/app/launcher.ts';
import { until } from '../../support/http.ts';
import { keyturn } from '../../support/keyturn.ts';
import { accept, seatPerson } from '../../support/person.ts';
import { openGround } from '../../support/product.ts';

/** The model's key, which every agent's process has; and a variable that is filed with an action, since it changes what is hit. */
const KEY = 'sk-ant-canary-7f1d09e2a4c85b36';
const PASSWORD = 'canary-of-a-password-51c09d';
const ENVIRONMENT = { ANTHROPIC_API_KEY: KEY, PGPASSWORD: PASSWORD };

test('nothing of the environment of an agent or a runner is logged, recorded or left lying', async (context) => {
  const logged: string[] = [];
  const keep = (message: string): void => void logged.push(message);
  const ground = await openGround({ log: { info: keep, warn: keep, error: keep } });
  const product = await openProduct(ground.options);
  context.after(async () => {
    await product.close();
    await ground.remove();
  });
  const { place, root } = ground;
  const connecting = product.connectAgent(claudeCode.name, root);
  await accept(product.consents);
  await connecting;
  const review = product.folders()[0]?.review;
  assert.ok(review);
  seatPerson(review, () => ({ deny: 'no' }));

  const said: string[] = [];
  /** The installed hook, as the settings call it, with the agent's environment; its input has that too. */
  const call = async (event: string, body: string): Promise<string> => {
    const command = claudeCode.hookCommand(clientPath(place, claudeCode, root), event);
    assert.ok(command !== undefined && 'words' in command);
    const [file, ...args] = command.words;
    const child = spawn(file, args, { cwd: root, env: { PATH: '/usr/bin:/bin', ...ENVIRONMENT } });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (out += part.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(body);
    await new Promise((resolve) => child.on('close', resolve));
    said.push(out);
    return out;
  };
  const bodyOf = (event: string, more: Record<string, unknown>): string =>
    JSON.stringify({
      ...{ session_id: 's', tool_use_id: 't1', cwd: root, hook_event_name: event, env: ENVIRONMENT },
      ...{ tool_name: 'Bash', tool_input: { command: 'rm -rf data', env: ENVIRONMENT }, ...more },
    });
  await call('SessionStart', bodyOf('SessionStart', { source: 'startup' }));
  assert.match(await call('PreToolUse', bodyOf('PreToolUse', {})), /"deny".*a person denied this/);
  // What a program prints may be its environment.
  const printed = { stdout: `ANTHROPIC_API_KEY=${KEY}`, stderr: PASSWORD, interrupted: false };
  await call('PostToolUse', bodyOf('PostToolUse', { tool_response: printed }));
  for (const unreadable of [bodyOf('PreToolUse', { tool_name: 7 }), bodyOf('PreToolUse', {}).slice(0, -1)])
    assert.match(await call('PreToolUse', unreadable), /"deny"/);

  const environment = { ...ENVIRONMENT, PGHOST: 'db.example.net' };
  const run = await keyturn(['run', '--', 'touch', 'marker'], { place, cwd: root, environment });
  assert.equal(run.code, 120, run.error);
  said.push(run.out, run.error);
  await until('both are decided', () => review.today().length === 2);
  await product.close();

  const base = path.dirname(root);
  const files = readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const kept = files.map((file) => [file, readFileSync(file, 'latin1')] as const);
  for (const known of ['rm -rf data', 'db.example.net', 'refused-input'])
    assert.ok(
      kept.some(([, text]) => text.includes(known)),
      `the search must find what is recorded: ${known}`,
    );
  for (const secret of [KEY, PASSWORD]) {
    for (const [file, text] of kept) assert.equal(text.includes(secret), false, `${file} holds a secret`);
    assert.equal(logged.join('\n').includes(secret), false, 'the log holds a secret');
    assert.equal(said.join('\n').includes(secret), false, 'an answer holds a secret');
  }
});
