import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { after, before, test } from 'node:test';
import { reviewCard, type Card } from './card.ts';
import { takePicture } from './picture.ts';
import { openKeyturn, queueRow, rowHasKeys, runFromPalette } from './queue.ts';
import { openShop, type Filed, type ShopWindow } from './shopWindow.ts';
import { PATIENCE } from './patience.ts';

// One window for all: opening a real VS Code is what costs here. Each test leaves the queue empty.
let window: ShopWindow;
let card: Card;

before(async () => {
  window = await openShop();
  card = reviewCard(window.page);
});

after(() => window?.close());

test('the packed extension installs, activates and shows its empty queue', async () => {
  await window.page.getByText('Nothing waits.').first().waitFor({ timeout: PATIENCE });
});

test('an action is reviewed and denied without a mouse', async () => {
  const held = await window.file('rm -rf reports');
  assert.equal(held.state, 'held');
  await runFromPalette(window.page, 'Keyturn: Review Next');
  await card.shows('rm -rf reports');
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

test('in the queue the arrows choose, Enter opens the card, and Ctrl+Backspace denies the row that is selected', async () => {
  const { page } = window;
  const held = [await window.file('rm -rf migrations'), await window.file('rm -rf docs')];
  await queueRow(page, /migrations/).waitFor({ timeout: PATIENCE });
  await queueRow(page, /docs/).click();
  await card.shows('rm -rf docs');
  await card.hasKeys();
  // Back to the tree, whose focus is on the row that was clicked.
  await page.keyboard.press('Escape');
  await rowHasKeys(page, /docs/);
  await page.keyboard.press('ArrowUp');
  await rowHasKeys(page, /migrations/);
  await page.keyboard.press('Enter');
  await card.shows('rm -rf migrations');
  await card.hasKeys();
  await page.keyboard.press('Escape');
  await rowHasKeys(page, /migrations/);
  await page.keyboard.press('Control+Backspace');
  const box = page.locator('.quick-input-widget');
  await box.locator('.quick-input-title', { hasText: /^Deny: .*migrations/ }).waitFor({ timeout: PATIENCE });
  await takePicture(page, 'deny-box');
  await page.keyboard.type('keep the migrations');
  await page.keyboard.press('Enter');
  const [first = '', second = ''] = held.map(({ id }) => id);
  for (let left = 50; left > 0 && (await window.state(first)) === 'held'; left -= 1) await page.waitForTimeout(100);
  assert.equal(await window.state(first), 'denied');
  assert.equal(await window.state(second), 'held', 'another row was denied');
  // The next test finds an empty queue again.
  await window.withdraw(held[1] as Filed);
});

test('what is counted one by one opens as a document, one a line', async () => {
  const { page } = window;
  // Other words than those that were denied above, which nobody is asked about again so soon.
  const held = await window.file('rm -r reports');
  await runFromPalette(page, 'Keyturn: Review Next');
  await card.shows('rm -r reports');
  const frame = await card.frame();
  await frame.getByRole('button', { name: 'Open the whole list in the editor' }).click();
  const lines = page.locator('.editor-instance .view-line');
  await lines
    .filter({ hasText: /^\s+reports\/\S+$/ })
    .nth(5)
    .waitFor({ timeout: PATIENCE });
  await takePicture(page, 'whole-list');
  assert.equal(await window.state(held.id), 'held', 'a look decides nothing');
  await runFromPalette(page, 'View: Close All Editors');
  await window.withdraw(held);
});

test('a file as it is and as it would be stand beside each other in the editor’s own comparison', async () => {
  const { page } = window;
  const held = await window.file("printf 'asked and answered\\n' > reports/notes.txt");
  await runFromPalette(page, 'Keyturn: Review Next');
  await card.shows('reports/notes.txt');
  const frame = await card.frame();
  await frame.getByRole('button', { name: 'Compare with what is there now', exact: true }).click();
  const sides = page.locator('.monaco-diff-editor');
  await sides.locator('.editor.original', { hasText: 'Ask Jonas' }).waitFor({ timeout: PATIENCE });
  await sides.locator('.editor.modified', { hasText: 'asked and answered' }).waitFor({ timeout: PATIENCE });
  assert.equal(await window.state(held.id), 'held', 'comparing decides nothing');
  await runFromPalette(page, 'View: Close All Editors');
  await window.withdraw(held);
});

test('after a reload what was held is still there, and nothing about it can be approved', async () => {
  const held = await window.file('git reset --hard');
  await runFromPalette(window.page, 'Keyturn: Review Next');
  await card.shows('git reset --hard');
  await window.reload();
  await openKeyturn(window.page);
  await queueRow(window.page, /git|reset|discard|work/i).waitFor({ timeout: PATIENCE });
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
