import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Agent } from '../../../src/agents/agent.ts';
import { agents } from '../../../src/agents/registry.ts';
import { hasCalled } from '../../../src/app/agents/agentPulse.ts';
import { agentMarks } from '../../../src/app/agents/agentWatch.ts';
import { proveHook } from '../../../src/app/agents/hookProof.ts';
import { openProduct } from '../../../src/app/keyturn.ts';
import { clientPath, installHook, installLauncher } from '../../../src/app/launcher.ts';
import { until } from '../../support/http.ts';
import { openGround } from '../../support/product.ts';

/** A real window, and every agent connected as the card would do it. */
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
  await installLauncher({ place, editorNode: process.execPath, dist });
  for (const agent of agents) {
    const client = await installHook({ place, agent, root, home, socket: folder.gate.socket, dist });
    const file = agent.settingsFile({ root, home });
    const plan = agent.planConnect({ file, before: undefined, client });
    assert.ok(plan.plan === 'edit');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, plan.after);
  }
  const hookOf = (agent: Agent) => ({
    client: clientPath(place, agent, root),
    settings: agent.settingsFile({ root, home }),
  });
  return { place, root, home, product, options: ground.options, review: folder.review, hookOf };
}

const node = process.execPath;

test('every connected hook denies its canary by the window’s own answer, and no card appears', async (context) => {
  const { root, review, hookOf } = await open(context);
  for (const agent of agents) assert.equal(await proveHook(agent, hookOf(agent), root, node), 'answered', agent.name);
  assert.equal(review.today().length, 0, 'a check is no action');
});

test('the product says per agent how it is protected', async (context) => {
  const { product, root } = await open(context);
  assert.deepEqual(product.agentProofs(), []);
  await product.verifyProtection();
  const proofs = product.agentProofs();
  assert.equal(proofs.length, agents.length);
  for (const { state, sentence, root: of } of proofs) {
    assert.equal(of, root);
    assert.notEqual(state, 'unprotected', sentence);
    assert.match(sentence, /protected|denied/);
  }
});

test('a hook that lets the canary go or says something else is no protection; one that is gone denies', async (context) => {
  const { place, root, hookOf } = await open(context);
  const [claude] = agents;
  assert.ok(claude);
  const hook = hookOf(claude);
  for (const [text, proof] of [
    ['#!/bin/sh\nexit 0\n', 'open'],
    ['#!/bin/sh\necho hello\n', 'open'],
    ['#!/bin/sh\necho \'{"keyturn":"no-opinion"}\'\n', 'open'],
    ['#!/bin/sh\nexit 2\n', 'open'],
    ['#!/bin/sh\necho no >&2; exit 2\n', 'alone'],
    ['#!/bin/sh\nsleep 60\n', 'late'],
  ] as const) {
    writeFileSync(hook.client, text, { mode: 0o700 });
    assert.equal(await proveHook(claude, hook, root, node), proof, text);
  }
  const none = { ...hook, client: path.join(place, 'none') };
  assert.equal(await proveHook(claude, none, root, node), 'alone', 'its settings themselves say what to delete');
});

test('without a window the hooks still deny, by themselves', async (context) => {
  const { root, product, hookOf } = await open(context);
  await product.close();
  for (const agent of agents) assert.equal(await proveHook(agent, hookOf(agent), root, node), 'alone', agent.name);
});

test('a plugin file that is broken, or does nothing, is no protection', async (context) => {
  const { root, hookOf } = await open(context);
  const opencode = agents.find(({ name }) => name === 'opencode');
  assert.ok(opencode);
  const hook = hookOf(opencode);
  const whole = readFileSync(hook.settings, 'utf8');
  for (const text of [
    'export const Keyturn = (',
    'export const Keyturn = async () => { throw new Error(); };',
    'export {};',
  ]) {
    writeFileSync(hook.settings, text);
    assert.equal(await proveHook(opencode, hook, root, node), 'open', text);
  }
  writeFileSync(hook.settings, whole);
  assert.equal(await proveHook(opencode, hook, root, node), 'answered');
});

test('what names Keyturn and is not as it was written is said to be unprotected, not passed over', async (context) => {
  const { product, hookOf } = await open(context);
  const broken: Readonly<Record<string, (text: string) => string>> = {
    // In silence loaded by nobody.
    opencode: (text) => text.replace('export const Keyturn = async (', 'export const Keyturn = async (('),
    // Its shell is no longer asked about.
    'claude-code': (text) => text.replace('(?:Read|', '(?:Bash|Read|'),
    codex: (text) => text.replaceAll('"PreToolUse"', '"PreToolUsed"'),
  };
  for (const [name, breaking] of Object.entries(broken)) {
    const agent = agents.find((one) => one.name === name);
    assert.ok(agent);
    const { settings } = hookOf(agent);
    const whole = readFileSync(settings, 'utf8');
    assert.notEqual(breaking(whole), whole, 'the test must change something');
    writeFileSync(settings, breaking(whole));
  }
  await product.verifyProtection();
  const proofs = product.agentProofs();
  assert.equal(proofs.length, agents.length, 'each agent is spoken of');
  for (const name of Object.keys(broken)) {
    const title = agents.find((one) => one.name === name)?.title ?? '';
    const proof = proofs.find(({ sentence }) => sentence.startsWith(title));
    assert.equal(proof?.state, 'unprotected', `${name}: ${proof?.sentence}`);
    assert.match(proof.sentence, /not as this version of Keyturn writes it/);
  }
});

test('a hook that is gone, and settings that are half there, are said to be what they are', async (context) => {
  const { product, root, home, hookOf } = await open(context);
  const [claude] = agents;
  assert.ok(claude);
  const said = async () => {
    await product.verifyProtection();
    const proof = product.agentProofs().find(({ sentence }) => sentence.startsWith(`${claude.title}:`));
    return `${proof?.state} ${proof?.sentence}`;
  };
  const settings = claude.settingsFile({ root, home });
  const whole = readFileSync(settings, 'utf8');
  writeFileSync(settings, whole.slice(0, whole.indexOf('/usr/bin/env')));
  assert.match(await said(), /^unprotected .*UNPROTECTED, perhaps.*cannot be read/);
  writeFileSync(settings, whole);
  rmSync(hookOf(claude).client);
  assert.match(await said(), /^partly .*everything is denied\. .*claude-code-.*is gone: reload the window/);
});

test('entries that an earlier version wrote go on calling a hook that is there, and of this version', async (context) => {
  const { product, options, hookOf } = await open(context);
  const [claude] = agents;
  assert.ok(claude);
  const { client, settings } = hookOf(claude);
  writeFileSync(settings, readFileSync(settings, 'utf8').replaceAll('(?:Read|', '(?:Former|Read|'));
  rmSync(client);
  await product.close();
  const next = await openProduct(options);
  context.after(() => next.close());
  await until('the hook is written again', () => existsSync(client));
  await next.verifyProtection();
  const said = next.agentProofs().find(({ sentence }) => sentence.startsWith(`${claude.title}:`));
  assert.match(said?.sentence ?? '', /an earlier version wrote it.*Connect an Agent/);
});

test('an agent counts as protected only once a session of it has called; a change of its settings is looked at', async (context) => {
  const { product, place, root, home, hookOf } = await open(context);
  const [claude] = agents;
  assert.ok(claude);
  const said = async () => {
    await product.verifyProtection();
    return product.agentProofs().find(({ sentence }) => sentence.startsWith(claude.title))?.sentence ?? '';
  };
  assert.match(await said(), /restart your agent/);
  const body = { hook_event_name: 'SessionStart', session_id: 's', cwd: root, source: 'startup' };
  const started = spawn(hookOf(claude).client, ['SessionStart'], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  started.stdin.end(JSON.stringify(body));
  const [code] = (await once(started, 'exit')) as [number];
  assert.equal(code, 0);
  assert.equal(started.stdout.read(), null, 'what is printed there would be read by the model');
  await until('the call was noted', () => Promise.resolve(hasCalled(place, claude, root)));
  assert.doesNotMatch(await said(), /restart your agent/);
  const marks = await agentMarks(agents, [root], home);
  assert.equal(await agentMarks(agents, [root], home), marks);
  writeFileSync(claude.settingsFile({ root, home }), '{}');
  assert.notEqual(await agentMarks(agents, [root], home), marks);
});
