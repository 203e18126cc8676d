import type { Page } from 'playwright-core';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/** Whether the README's pictures are made, and fine pixels are worth their time. */
export const TAKES_PICTURES = process.env['KEYTURN_PICTURES'] === '1';

/**
 * A picture of the window: for the README with KEYTURN_PICTURES=1, else below out/, so that a test run leaves the
 * working tree as it was.
 */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = TAKES_PICTURES ? 'media/screenshots' : 'out/screenshots';
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
}

/** Drags the border between side bar and editors, so that a picture shows the card in a comfortable width. */
export async function widenSideBar(page: Page, width: number): Promise<void> {
  const bar = await page.locator('.part.sidebar').boundingBox();
  if (bar === null) throw new Error('the side bar is not shown');
  const y = bar.y + bar.height / 2;
  await page.mouse.move(bar.x + bar.width, y);
  await page.mouse.down();
  await page.mouse.move(bar.x + width, y, { steps: 8 });
  await page.mouse.up();
  await page.mouse.move(900, 600);
  await page.waitForTimeout(800);
}
