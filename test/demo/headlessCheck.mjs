/** Opens the demo in Chromium and waits until the queue shows a held action. */
import { chromium } from 'playwright-core';
import { browserOptions } from '../setup/browser.mjs';

/** `folder`: for what the browser keeps. */
export async function checkFirstHold(url, folder) {
  const browser = await chromium.launch(browserOptions(folder));
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    await page.locator('.activitybar').getByRole('tab', { name: 'Keyturn' }).click({ timeout: 60_000 });
    const row = page.getByRole('treeitem', { name: /reports/ });
    await row.first().waitFor({ timeout: 60_000 });
  } finally {
    await browser.close();
  }
}
