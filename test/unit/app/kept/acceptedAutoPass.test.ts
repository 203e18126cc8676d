import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAcceptedAutoPass } from '../../../../src/app/kept/acceptedAutoPass.ts';
import type { Consents } from '../../../../src/review/consent.ts';
import { memorySecrets } from '../../../support/product.ts';

test('what tightens while a consent is being written down counts, not the consent', async () => {
  let give: (accepted: boolean) => void = () => undefined;
  const consents = {
    waiting: () => [],
    // Being decided, so no longer to be withdrawn.
    withdraw: () => undefined,
    offer: () => new Promise<boolean>((resolve) => (give = resolve)),
  } satisfies Partial<Consents>;
  const accepted = await openAcceptedAutoPass(
    memorySecrets(),
    () => Promise.resolve(true),
    consents as unknown as Consents,
    () => undefined,
  );
  await accepted.wish('low');
  await accepted.wish('nothing');
  give(true);
  await new Promise(setImmediate);
  assert.equal(accepted.inForce(), 'nothing');
});
