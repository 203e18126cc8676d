import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { reviewCard } from './card.ts';
import { openKeyturn, queueRow } from './queue.ts';
import { openShop } from './shopWindow.ts';
import type { Filed, ShopWindow } from './shopWindow.ts';

let window: ShopWindow;
let held: Filed;

before(async () => {
  window = await openShop();
  held = await window.file('git reset --hard');
  await reviewCard(window.page).shows('git reset --hard');
});

after(() => window?.close());

test('after a reload what was held is still there, and nothing about it can be approved', async () => {
  await window.reload();
  await openKeyturn(window.page);
  await queueRow(window.page, /git|reset|discard|work/i).waitFor({ timeout: 30_000 });
  const card = reviewCard(window.page);
  await card.shows(/runner is gone/i);
  assert.notEqual(await window.state(held.id), 'approved');
  const frame = await card.frame();
  assert.equal(
    await frame.getByRole('button', { name: 'Approve', exact: true }).count(),
    0,
    'nothing is approved from disk',
  );
  await frame.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await card.shows(/dismissed|nothing waits/i);
  assert.notEqual(await window.state(held.id), 'held', 'dismissed: it waits no longer');
});
