import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitingOf } from '../../../src/app/card/waiting.ts';
import type { Product } from '../../../src/app/product.ts';
import { take, type Desk } from '../../../src/gate/desk.ts';
import type { Hold } from '../../../src/review/hold.ts';
import type { Review, Submission } from '../../../src/review/service.ts';
import { hold as made } from '../../builders/holds.ts';

const action = { kind: 'shell', command: 'rm -rf x', shell: 'bash', cwd: '/' } as const;

test('calls that come in one millisecond are shown in the order they came, however long each took to be filed', async () => {
  const held: Hold[] = [];
  const file = (submission: Submission) => {
    const hold = made({ action, level: 'high', with: { order: submission.order ?? 0 } });
    // The last to come is the first that is held.
    held.unshift(hold);
    return Promise.resolve({ filed: 'new', hold } as const);
  };
  const review = { file, held: () => held } as unknown as Review;
  let arrived = 0;
  const desk: Desk = {
    folderOf: () => ({ root: '/', review }),
    reviewOf: () => undefined,
    arrive: () => (arrived += 1),
  };
  const { intent } = made({ action, level: 'high' });
  await Promise.all([1, 2, 3].map(() => take(desk, '/', { intent, way: 'hook', waiting: true, cwd: '/' })));
  const product = { consents: { waiting: () => [] }, folders: () => [{ review }] } as unknown as Product;
  assert.deepEqual(
    waitingOf(product).map((one) => one.waits === 'hold' && one.hold.order),
    [1, 2, 3],
  );
});
