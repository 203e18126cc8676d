import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { agents } from '../../src/agents/registry.ts';
import { proveHook } from '../../src/app/hookProof.ts';
import { openProduct } from '../../src/app/keyturn.ts';
import { clientPath, installHook, installLauncher } from '../../src/app/launcher.ts';
import { openGround } from '../support/product.ts';

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
  return { place, root, product, review: folder.review };
}

const node = process.execPath;

test('every connected hook denies its canary by the window’s own answer, and no card appears', async (context) => {
  const { place, root, review } = await open(context);
  for (const agent of agents)
    assert.equal(await proveHook(agent, clientPath(place, agent, root), root, node), 'answered', agent.name);
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

test('a hook that lets the canary go, says something else, or is gone is no protection', async (context) => {
  const { place, root } = await open(context);
  const [claude] = agents;
  assert.ok(claude);
  const client = clientPath(place, claude, root);
  for (const [text, proof] of [
    ['#!/bin/sh\nexit 0\n', 'open'],
    ['#!/bin/sh\necho hello\n', 'open'],
    ['#!/bin/sh\necho \'{"keyturn":"no-opinion"}\'\n', 'open'],
    ['#!/bin/sh\nexit 2\n', 'open'],
    ['#!/bin/sh\necho no >&2; exit 2\n', 'alone'],
    ['#!/bin/sh\nsleep 60\n', 'late'],
  ] as const) {
    writeFileSync(client, text, { mode: 0o700 });
    assert.equal(await proveHook(claude, client, root, node), proof, text);
  }
  assert.equal(await proveHook(claude, path.join(place, 'none'), root, node), 'open');
});

test('without a window the hooks still deny, by themselves', async (context) => {
  const { place, root, product } = await open(context);
  await product.close();
  for (const agent of agents)
    assert.equal(await proveHook(agent, clientPath(place, agent, root), root, node), 'alone', agent.name);
});
