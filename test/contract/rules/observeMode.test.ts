import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openProduct } from '../../../src/app/keyturn.ts';
import { openKeep } from '../../../src/app/kept/keptSetting.ts';
import { OBSERVE_FOR, openObserveMode } from '../../../src/app/kept/observeMode.ts';
import type { Product } from '../../../src/app/product.ts';
import { callGate, intentOf, until } from '../../support/http.ts';
import { accept } from '../../support/person.ts';
import { memorySecrets, openGround } from '../../support/product.ts';

async function open(context: TestContext): Promise<{
  readonly product: Product;
  filed(command: string): Promise<string>;
}> {
  const made = await openGround();
  const product = await openProduct(made.options);
  context.after(async () => {
    await product.close();
    await made.remove();
  });
  return {
    product,
    async filed(command) {
      const answer = await callGate(product.folders()[0]?.gate.socket ?? '', {
        path: '/v1/intents',
        body: intentOf(made.root, { action: { kind: 'shell', command, cwd: made.root } }),
      });
      return String(answer.body['state']);
    },
  };
}

test('to only watch is offered on a card; then nothing is held, and it is recorded as what would have been', async (context) => {
  const { product, filed } = await open(context);
  await product.changeSettings({ autoPass: 'reads', observe: true });
  assert.equal(await filed('rm a.txt'), 'held', 'the setting alone lets nothing go');
  assert.equal(product.observingUntil(), undefined);
  assert.deepEqual(
    product.consents.waiting().map(({ kind }) => kind),
    ['observe'],
  );
  await accept(product.consents);
  await until('it only watches', () => product.observingUntil());
  assert.deepEqual(
    [await filed('rm b.txt'), await filed('rm -rf /'), await filed('ls')],
    ['passed', 'passed', 'passed'],
  );
  await product.changeSettings({ autoPass: 'reads', observe: false });
  assert.equal(product.observingUntil(), undefined);
  assert.equal(await filed('rm c.txt'), 'held', 'to leave it counts at once');
  const ended = await until('the report', () => product.alarms().find(({ code }) => code === 'observe.ended'));
  assert.equal(ended.values['report'], '1 of 3 commands would have passed; held 2 commands: 1 × rm b.txt, 1 × rm -rf');
});

test('in Restricted Mode nothing is let go', async (context) => {
  const { product, filed } = await open(context);
  await product.changeSettings({ autoPass: 'reads', observe: true });
  await accept(product.consents);
  await until('it only watches', () => product.observingUntil());
  await product.changeTrust(false);
  assert.equal(await filed('rm a.txt'), 'held');
});

test('it ends by itself after seven days, over a reload too, and not later when the clock is set back', async () => {
  const secrets = memorySecrets();
  let now = 1_000_000;
  const ends: number[] = [];
  const consents = {
    offer: () => Promise.resolve(true),
    withdraw: () => undefined,
  };
  const openMode = () =>
    openObserveMode({
      clock: { wall: () => now },
      secrets,
      keep: openKeep(secrets, () => undefined),
      consents: consents as never,
      trusted: () => true,
      changed: () => undefined,
      ended: (since) => ends.push(since),
    });
  const first = await openMode();
  await first.wish(true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(first.until(), 1_000_000 + OBSERVE_FOR);
  now += OBSERVE_FOR - 1;
  const second = await openMode();
  assert.equal(second.until(), 1_000_000 + OBSERVE_FOR, 'a reload begins no new week');
  await second.look();
  now += 1;
  assert.equal(second.until(), undefined);
  await second.look();
  await second.look();
  assert.deepEqual(ends, [1_000_000], 'reported once');
  await second.wish(true);
  assert.equal(second.until(), undefined, 'the setting that is still there begins no new week');
  const third = await openMode();
  await third.wish(true);
  await new Promise((resolve) => setImmediate(resolve));
  now = 5;
  assert.equal(third.until(), undefined, 'before it began');
});
