import type { Locator, Page } from 'playwright-core';
import { PATIENCE } from './patience.ts';

/** Shows Keyturn's views, as a click on its icon does. */
export async function openKeyturn(page: Page): Promise<void> {
  const tab = page.locator('.activitybar').getByRole('tab', { name: 'Keyturn' });
  await tab.waitFor({ timeout: 60_000 });
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
}

/** The queue's row whose spoken words hold `words`. */
export function queueRow(page: Page, words: RegExp | string): Locator {
  return page.getByRole('treeitem', { name: words }).first();
}

/**
 * Waits until keys go to the tree and its focus is on that row. The card gives the keys back by a message, which takes longer than
 * any fixed pause on a machine under load, and a key pressed before is lost in the card.
 */
export async function rowHasKeys(page: Page, words: RegExp): Promise<void> {
  await page
    .locator('.monaco-list:focus .monaco-list-row.focused')
    .filter({ hasText: words })
    .waitFor({ timeout: PATIENCE });
}

/** Opens the row's card with the keyboard, as a person does in a tree. */
export async function openRow(page: Page, words: RegExp | string): Promise<void> {
  const row = queueRow(page, words);
  await row.waitFor({ timeout: PATIENCE });
  await row.click();
}

/**
 * Runs a command through the palette, as a person types it. A key that was pressed in the card before reaches the editor only
 * now and may close the palette again; then it is opened once more, as a person does.
 */
export async function runFromPalette(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input.input');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  for (let left = 5; ; left -= 1) {
    await page.keyboard.press('F1');
    try {
      await input.fill(`>${title}`, { timeout: 6000 });
      await row.waitFor({ timeout: 6000 });
      break;
    } catch (problem) {
      if (left === 0) throw problem;
    }
  }
  await page.keyboard.press('Enter');
}

/** The text of the status bar's Keyturn item. */
export function statusItem(page: Page): Locator {
  return page.locator('.statusbar-item[id*="keyturn"]').first();
}
