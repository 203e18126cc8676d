import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { after, before, test } from 'node:test';
import { reviewCard } from './card.ts';
import type { Card } from './card.ts';
import { runFromPalette } from './queue.ts';
import { openShop } from './shopWindow.ts';
import type { ShopWindow } from './shopWindow.ts';

let window: ShopWindow;
let card: Card;

before(async () => {
  window = await openShop();
  card = reviewCard(window.page);
});

after(() => window?.close());

const focused = (frame: Frame): Promise<string> =>
  frame.evaluate(() => {
    const at = document.activeElement;
    const words = at?.getAttribute('aria-label') ?? at?.textContent ?? '';
    return `${at?.tagName ?? 'none'} ${words.replaceAll(/\s+/g, ' ').trim()}`;
  });

/** Presses Tab until the focused element's words match; fails when the page is gone round without. */
async function tabTo(frame: Frame, words: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let left = 60; left > 0; left -= 1) {
    const now = await focused(frame);
    if (words.test(now)) return;
    seen.push(now);
    await window.page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${String(words)}. It went over:\n${seen.join('\n')}`);
}

test('an action is reviewed and denied without a mouse', async () => {
  const held = await window.file('rm -rf migrations');
  assert.equal(held.state, 'held');
  await runFromPalette(window.page, 'Keyturn: Review Next');
  await card.shows('rm -rf migrations');
  const frame = await card.frame();
  await tabTo(frame, /^BUTTON Deny/);
  await window.page.keyboard.press('Space');
  // The card takes the focus with what it shows after a decision: only then may other keys be pressed.
  await card.shows(/denied|nothing waits/i);
  assert.equal(await window.state(held.id), 'denied');
});

test('a reading checkbox and the approving keys work without a mouse; Enter alone decides nothing', async () => {
  const held = await window.file('git reset --hard');
  await runFromPalette(window.page, 'Keyturn: Review Next');
  await card.shows('git reset --hard');
  const frame = await card.frame();
  await window.page.keyboard.press('Enter');
  await window.page.keyboard.press('Escape');
  assert.equal(await window.state(held.id), 'held', 'Enter and Escape decide nothing');
  await runFromPalette(window.page, 'Keyturn: Review Next');
  await window.page.waitForTimeout(1700);
  const box = frame.getByRole('checkbox', { name: /^I have read/ });
  if ((await box.count()) > 0) {
    await box.focus();
    await window.page.keyboard.press('Space');
  }
  await window.page.keyboard.press('Control+Enter');
  await window.page.waitForTimeout(700);
  assert.equal(await window.state(held.id), 'approved', 'Ctrl+Enter on the finished gesture approves');
});
