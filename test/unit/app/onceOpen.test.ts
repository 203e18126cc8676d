import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOnceOpen } from '../../../src/app/onceOpen.ts';
import type { Product } from '../../../src/app/product.ts';

/** A desk whose product opens when the test says so. */
function scene() {
  const product = {} as Product;
  let resolve = (): void => undefined;
  const opened = new Promise<void>((done) => (resolve = done));
  let now: Product | undefined;
  const failures: unknown[] = [];
  const onceOpen = openOnceOpen({ opened, product: () => now }, (reason) => failures.push(reason));
  return {
    product,
    failures,
    onceOpen,
    open() {
      now = product;
      resolve();
    },
    fail: () => resolve(),
    noMore: () => new Promise((done) => setImmediate(done)),
  };
}

test('what is said while the product opens is told when it is open, with the last word of the editor', async () => {
  const { product, onceOpen, open, noMore } = scene();
  let setting = 'reads';
  const told: unknown[] = [];
  onceOpen((to) => {
    told.push([to === product, setting]);
    return Promise.resolve();
  });
  setting = 'nothing';
  await noMore();
  assert.deepEqual(told, [], 'there is nobody to tell yet');
  open();
  await noMore();
  assert.deepEqual(
    told,
    [[true, 'nothing']],
    'a setting that tightens must not be lost because the product was opening',
  );
});

test('a product that failed to open is told nothing, and what goes wrong in telling is said', async () => {
  const failed = scene();
  failed.onceOpen(() => Promise.reject(new Error('told')));
  failed.fail();
  await failed.noMore();
  assert.deepEqual(failed.failures, []);
  const open = scene();
  open.onceOpen(() => Promise.reject(new Error('no folder')));
  open.open();
  await open.noMore();
  assert.deepEqual(open.failures.map(String), ['Error: no folder']);
});
