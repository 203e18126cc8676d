import type { Page } from 'playwright-core';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * A picture of the window: for the README with KEYTURN_PICTURES=1, else below out/, so that a test run leaves the
 * working tree as it was.
 */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['KEYTURN_PICTURES'] === '1' ? 'media/screenshots' : 'out/screenshots';
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
}
