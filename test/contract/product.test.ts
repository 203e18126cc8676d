import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, symlink, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { openProduct } from '../../src/app/keyturn.ts';
import type { Product, ProductOptions } from '../../src/app/product.ts';
import { callGate, intentOf, until } from '../support/http.ts';
import { memorySecrets, openGround, type Ground } from '../support/product.ts';

async function open(context: TestContext, more: Partial<ProductOptions> = {}, on?: Ground) {
  const made = on ?? (await openGround(more));
  const product = await openProduct({ ...made.options, ...more });
  context.after(async () => {
    await product.close();
    await made.remove();
  });
  return { made, product };
}

/** What the card does when a person accepts: draws it, waits, and does the gesture. */
async function accept(product: Product, kind: string, gesture = { checked: true, typed: '' }): Promise<unknown> {
  const consent = await until(`a card for ${kind}`, () => product.consents.waiting().find((one) => one.kind === kind));
  const ticket = product.consents.issueTicket(consent.id, 'view');
  assert.ok(ticket);
  await new Promise((resolve) => setTimeout(resolve, ticket.readyAt - performance.now() + 5));
  return product.consents.accept(ticket.nonce, 'view', gesture);
}

test('a setting that loosens is in force only after its card; one that tightens at once', async (context) => {
  const secrets = memorySecrets();
  const { made, product } = await open(context, { secrets });
  assert.equal(product.autoPass(), 'reads');
  await product.changeSettings({ autoPass: 'low' });
  assert.equal(product.autoPass(), 'reads', 'the settings file loosened by itself');
  assert.equal(product.consents.waiting().length, 1);
  await product.changeSettings({ autoPass: 'low' });
  assert.equal(product.consents.waiting().length, 1, 'it was offered twice');
  assert.deepEqual(await accept(product, 'auto-pass', { checked: false, typed: '' }), {
    decided: false,
    code: 'gesture-missing',
  });
  assert.deepEqual(await accept(product, 'auto-pass'), { decided: true });
  await until('it is in force', () => product.autoPass() === 'low');
  await product.changeSettings({ autoPass: 'nothing' });
  assert.equal(product.autoPass(), 'nothing');
  await product.changeSettings({ autoPass: 'reads' });
  assert.equal(product.autoPass(), 'nothing', 'loosening again did not ask again');
  await product.close();
  const again = await openProduct({ ...made.options, secrets, settings: { autoPass: 'low' } });
  context.after(() => again.close());
  assert.equal(again.autoPass(), 'nothing', 'a reload loosened');
  assert.equal(again.consents.waiting().length, 1);
  again.consents.decline(again.consents.waiting()[0]?.id ?? '');
  assert.equal(again.autoPass(), 'nothing');
});

test('each folder says where its record lies', async (context) => {
  const { made, product } = await open(context);
  const [folder] = product.folders();
  assert.equal(folder?.root, made.root);
  const names = await readdir(folder.recordFolder);
  assert.deepEqual(names.sort(), ['00000001.jsonl', 'reserve']);
});

test('no consent is given early, on another view, twice, or while a debugger is attached', async (context) => {
  let debuggerAttached = false;
  const { product } = await open(context, { debuggerAttached: () => debuggerAttached });
  await product.changeSettings({ autoPass: 'low' });
  const [consent] = product.consents.waiting();
  assert.ok(consent);
  const gesture = { checked: true, typed: '' };
  const ticket = product.consents.issueTicket(consent.id, 'view');
  assert.ok(ticket);
  assert.deepEqual(await product.consents.accept(ticket.nonce, 'view', gesture), { decided: false, code: 'too-early' });
  assert.deepEqual(await product.consents.accept(ticket.nonce, 'x', gesture), { decided: false, code: 'view-changed' });
  debuggerAttached = true;
  assert.deepEqual(await accept(product, 'auto-pass'), { decided: false, code: 'debugger' });
  debuggerAttached = false;
  assert.deepEqual(await accept(product, 'auto-pass'), { decided: true });
  assert.deepEqual(await product.consents.accept(ticket.nonce, 'view', gesture), {
    decided: false,
    code: 'ticket-unknown',
  });
});

test('stop reaches the other windows and ends only on the card', async (context) => {
  const secrets = memorySecrets();
  const { made, product } = await open(context, { secrets });
  const other = path.join(path.dirname(made.root), 'other');
  await mkdir(other);
  const second = await openProduct({ ...made.options, secrets, folders: [other] });
  context.after(() => second.close());
  const socket = second.folders()[0]?.gate.socket ?? '';
  const filed = await callGate(socket, { path: '/v1/intents', body: intentOf(other) });
  assert.equal(filed.status, 202);
  await product.stop();
  const held = String(filed.body['id']);
  await until('the other window stops', () => second.folders()[0]?.review.get(held)?.state === 'stopped');
  assert.equal(second.stopped, true);
  await unlink(path.join(made.place, 'stopped'));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  assert.equal(second.stopped, true, 'removing a file resumed');
  assert.equal((await callGate(socket, { path: '/v1/intents', body: intentOf(other) })).status, 403);
  void product.offerResume();
  assert.deepEqual(await accept(product, 'resume'), { decided: true });
  // A window says that all is resumed before each of its folders is: until then it refuses.
  await until('both are resumed', () => !product.stopped && second.folders()[0]?.review.stopped === false);
  assert.equal((await callGate(socket, { path: '/v1/intents', body: intentOf(other) })).status, 202);
});

test('any process may stop, by a file', async (context) => {
  const { made, product } = await open(context);
  await writeFile(path.join(made.place, 'stopped'), '');
  await until('it is stopped', () => product.stopped && product.folders()[0]?.review.stopped);
});

test('an agent is connected by the exact change that was on the card, and disconnected again', async (context) => {
  const { made, product } = await open(context);
  const file = path.join(made.root, '.claude', 'settings.local.json');
  await mkdir(path.dirname(file));
  const before = '{\n  // mine\n  "permissions": {\n    "allow": [\n      "Bash(ls:*)"\n    ]\n  }\n}\n';
  await writeFile(file, before);
  const connecting = product.connectAgent('claude-code', made.root);
  const consent = await until('the card', () => product.consents.waiting()[0]);
  assert.equal(consent.file?.path, file);
  assert.equal(consent.file?.before, before);
  assert.equal(await readFile(file, 'utf8'), before, 'written before it was accepted');
  await accept(product, 'connect-agent');
  await connecting;
  const after = await readFile(file, 'utf8');
  assert.equal(after, consent.file?.after);
  assert.ok(after.includes('// mine') && after.includes('Bash(ls:*)'), 'what was there is gone');
  const script = /"(\/[^"]+\.sh)"/.exec(after)?.[1] ?? '';
  assert.match(await readFile(script, 'utf8'), /^#!/);

  const disconnecting = product.disconnectAgent('claude-code', made.root);
  await accept(product, 'disconnect-agent');
  await disconnecting;
  assert.equal(await readFile(file, 'utf8'), before);
});

test('a settings file that changes under the card, or is a link, is not written', async (context) => {
  const { made, product } = await open(context);
  const file = path.join(made.root, '.claude', 'settings.local.json');
  await mkdir(path.dirname(file));
  const connecting = product.connectAgent('claude-code', made.root);
  await until('the card', () => product.consents.waiting()[0]);
  await writeFile(file, '{"disableAllHooks":true}');
  await accept(product, 'connect-agent');
  await connecting;
  assert.equal(await readFile(file, 'utf8'), '{"disableAllHooks":true}');
  assert.ok(product.alarms().some(({ code }) => code === 'agent.settings-changed'));

  await unlink(file);
  const outside = path.join(path.dirname(made.root), 'outside.json');
  await writeFile(outside, '{}');
  await symlink(outside, file);
  await product.connectAgent('claude-code', made.root);
  assert.equal(product.consents.waiting().length, 0);
  assert.ok(product.alarms().some(({ code }) => code === 'agent.failed'));
});
