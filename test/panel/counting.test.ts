import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Hold } from '../../src/review/hold.ts';
import * as sqlActions from '../builders/sqlActions.ts';
import { openBrowser, openCardWindow, type CardWindow } from './cardWindow.ts';

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

function high(previews: Hold['previews']): Hold {
  const hold = sqlActions.dropTable();
  const verdict = { ...hold.judgement.verdict, level: 'high' } as const;
  return { ...hold, judgement: { ...hold.judgement, verdict }, previews };
}

const reason = async (window: CardWindow): Promise<string> => (await window.page.locator('#reason').innerText()).trim();

test('while it is still counted, something high is approved only with a tick of its own', async () => {
  const window = await openCardWindow(browser);
  try {
    window.scripted.put(high([{ source: 'sqlite', state: 'counting', entries: [], unknown: [] }]));
    await window.ready();
    await window.page.locator('#check').check();
    assert.match(await reason(window), /still being counted/);
    await window.page.locator('#approve').click({ force: true });
    assert.deepEqual(window.scripted.decisions, []);
    await window.page.getByRole('checkbox', { name: 'I approve it without knowing how much it hits' }).check();
    assert.equal(await reason(window), 'Ready.');
    await window.page.locator('#approve').click();
    await window.page.waitForTimeout(200);
    assert.equal(window.scripted.decisions.length, 1);
  } finally {
    await window.close();
  }
});

test('old figures are counted again, said so, and hold up what is high until they are new; what was ticked stays', async () => {
  const window = await openCardWindow(browser);
  try {
    const [report] = sqlActions.dropTable().previews;
    assert.ok(report);
    const old = high([{ ...report, takenAt: Date.now() - 600_000 }]);
    window.scripted.put(old);
    await window.ready();
    assert.deepEqual(window.scripted.recounts, [old.id]);
    await window.page.locator('footer', { hasText: 'Counted 10 minutes ago. Counting again…' }).waitFor();
    await window.page.locator('#check').check();
    assert.equal(await reason(window), 'It is being counted again. Decide when that has ended.');
    // The same was found: a revision is not made of that.
    window.scripted.put({ ...old, previews: [{ ...report, takenAt: Date.now() }] });
    await window.page.locator('#reason', { hasText: 'Ready.' }).waitFor();
    assert.equal(
      await window.page.locator('#check').isChecked(),
      true,
      'the person must read again what did not change',
    );
    assert.equal(await window.page.locator('footer', { hasText: 'Counted' }).count(), 0);
    assert.equal(window.posted.filter(({ type }) => type === 'show').length, 1 + 1);
  } finally {
    await window.close();
  }
});
