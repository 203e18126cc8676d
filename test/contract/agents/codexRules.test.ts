import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { openProduct } from '../../../src/app/keyturn.ts';
import { until } from '../../support/http.ts';
import { accept, acceptAll } from '../../support/person.ts';
import { openGround } from '../../support/product.ts';

async function open(context: TestContext) {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  context.after(async () => {
    await product.close();
    await ground.remove();
  });
  const folder = path.join(ground.options.home, '.codex');
  const [hooks, rules] = [path.join(folder, 'hooks.json'), path.join(folder, 'rules', 'keyturn.rules')];
  return { product, root: ground.root, hooks, rules };
}

test('the rules are a card of their own: declined, Codex is connected without them', async (context) => {
  const { product, root, hooks, rules } = await open(context);
  const connecting = product.connectAgent('codex', root);
  await accept(product.consents);
  const second = await until('the second card', () => product.consents.waiting()[0]);
  assert.equal(second.file?.path, rules);
  assert.equal(second.file.before, undefined);
  product.consents.decline(second.id);
  await connecting;
  assert.deepEqual([existsSync(hooks), existsSync(rules)], [true, false]);
});

test('accepted they are written as shown; one card, which names them, takes back both', async (context) => {
  const { product, root, hooks, rules } = await open(context);
  await acceptAll(product.consents, product.connectAgent('codex', root));
  assert.match(readFileSync(rules, 'utf8'), /"psql".*decision = "prompt"/);
  const disconnecting = product.disconnectAgent('codex', root);
  const card = await until('the card', () => product.consents.waiting()[0]);
  assert.equal(card.values['also'], rules);
  await accept(product.consents);
  await disconnecting;
  assert.deepEqual([existsSync(hooks), existsSync(rules)], [false, false]);
});

test('a file of that name that is not ours is never written, nor removed', async (context) => {
  const { product, root, hooks, rules } = await open(context);
  mkdirSync(path.dirname(rules), { recursive: true });
  writeFileSync(rules, 'prefix_rule(pattern = ["git"], decision = "prompt")\n');
  await acceptAll(product.consents, product.connectAgent('codex', root));
  assert.equal(product.alarms()[0]?.code, 'agent.settings-unreadable');
  assert.ok(existsSync(hooks), 'the hooks are connected all the same');
  await acceptAll(product.consents, product.disconnectAgent('codex', root));
  assert.equal(readFileSync(rules, 'utf8'), 'prefix_rule(pattern = ["git"], decision = "prompt")\n');
  assert.equal(product.alarms().length, 1, 'taking back needs no alarm');
});
