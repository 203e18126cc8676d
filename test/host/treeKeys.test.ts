import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { reviewCard, type Card } from './card.ts';
import { takePicture } from './picture.ts';
import { queueRow } from './queue.ts';
import { openShop, type ShopWindow } from './shopWindow.ts';

let window: ShopWindow;
let card: Card;

before(async () => {
  window = await openShop();
  card = reviewCard(window.page);
});

after(() => window?.close());

test('in the queue the arrows choose, Enter opens the card, and Ctrl+Backspace denies the row that is selected', async () => {
  const { page } = window;
  const held = [await window.file('rm -rf migrations'), await window.file('rm -rf docs')];
  await queueRow(page, /migrations/).waitFor({ timeout: 30_000 });
  await queueRow(page, /docs/).click();
  await card.shows('rm -rf docs');
  // Back to the tree, whose focus is on the row that was clicked.
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await card.shows('rm -rf migrations');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
  await page.keyboard.press('Control+Backspace');
  const box = page.locator('.quick-input-widget');
  await box.locator('.quick-input-title', { hasText: /^Deny: .*migrations/ }).waitFor({ timeout: 10_000 });
  await takePicture(page, 'deny-box');
  await page.keyboard.type('keep the migrations');
  await page.keyboard.press('Enter');
  const [first = '', second = ''] = held.map(({ id }) => id);
  for (let left = 50; left > 0 && (await window.state(first)) === 'held'; left -= 1) await page.waitForTimeout(100);
  assert.equal(await window.state(first), 'denied');
  assert.equal(await window.state(second), 'held', 'another row was denied');
});
