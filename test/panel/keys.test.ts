import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import * as actions from '../builders/actions.ts';
import * as sqlActions from '../builders/sqlActions.ts';
import { hold, WORKSPACE } from '../builders/holds.ts';
import { openBrowser, openCardWindow, type CardWindow, type WindowOptions } from './cardWindow.ts';

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

async function withCards(run: (window: CardWindow) => Promise<void>, options: WindowOptions = {}): Promise<void> {
  const window = await openCardWindow(browser, options);
  try {
    for (const hold of actions.manyActions(3).slice(1)) window.scripted.put(hold);
    await window.ready();
    await run(window);
    assert.deepEqual(window.complaints, []);
  } finally {
    await window.close();
  }
}

async function asked(window: CardWindow): Promise<readonly string[]> {
  // What the page had sent before comes before this answer.
  await window.page.evaluate(() => undefined);
  return window.sent.map(({ type }) => type).filter((type) => !['ready', 'drawn'].includes(type));
}

test('? shows the keys, named for a screen reader, and closes them again; so do Escape and the button', () =>
  withCards(async ({ page }) => {
    const sheet = page.getByRole('dialog', { name: 'Keys on this card' });
    assert.equal(await sheet.count(), 0, 'the sheet is not there before it is asked for');
    await page.locator('#verdict').focus();
    for (const close of ['?', 'Escape', 'button']) {
      await page.keyboard.press('?');
      await sheet.waitFor();
      if (close === 'button') await page.getByRole('button', { name: 'Close' }).click();
      else await page.keyboard.press(close);
      await sheet.waitFor({ state: 'hidden' });
      assert.equal(
        await page.evaluate(() => document.activeElement?.id),
        'verdict',
        'the focus returns to where it was',
      );
    }
    await page.getByRole('button', { name: 'Keys' }).click();
    await sheet.waitFor();
  }));

test('the sheet names every key that the page listens for', () =>
  withCards(async ({ page }) => {
    await page.keyboard.press('?');
    const named = await page.locator('dialog dt').allInnerTexts();
    assert.deepEqual(
      named.map((keys) => keys.trim()),
      ['Ctrl+Enter', 'Ctrl+Backspace', 'Alt+↓', 'Alt+↑', 'E', 'Escape', '?', 'Tab', 'Space'],
    );
  }));

test('while the sheet is open nothing is decided, and after it the dead time runs again', () =>
  withCards(
    async (window) => {
      const { page } = window;
      await page.keyboard.press('?');
      for (const key of ['Control+Enter', 'Control+Backspace', 'e', 'Alt+ArrowDown']) await page.keyboard.press(key);
      assert.deepEqual(await asked(window), []);
      await page.keyboard.press('Escape');
      await page.locator('#keys-close').waitFor({ state: 'hidden' });
      await page.keyboard.press('Control+Enter');
      assert.deepEqual(await asked(window), [], 'what the sheet had covered was approved at once');
      await page.locator('#reason', { hasText: 'Ready.' }).waitFor();
      await page.keyboard.press('Control+Enter');
      assert.deepEqual(await asked(window), ['approve']);
    },
    { deadTime: 4000 },
  ));

test('Escape goes back to the queue and decides nothing; E opens the text', () =>
  withCards(async (window) => {
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('e');
    assert.deepEqual(await asked(window), ['queue', 'openText']);
    assert.deepEqual(window.scripted.decisions, []);
  }));

test('Ctrl+Backspace denies, but in the field of the note it only deletes a word', () =>
  withCards(async (window) => {
    const { page } = window;
    await page.locator('#note').fill('use staging');
    await page.locator('#note').press('Control+Backspace');
    await page.locator('#note').press('e');
    await page.locator('#note').press('?');
    assert.equal(await page.locator('#note').inputValue(), 'use e?');
    assert.deepEqual(await asked(window), []);
    await page.locator('#verdict').focus();
    await page.keyboard.press('Control+Backspace');
    await page.waitForTimeout(200);
    assert.match(window.scripted.decisions.join(), /^denied .*: use e\?$/);
  }));

test('keys with other modifiers than theirs do nothing', () =>
  withCards(async (window) => {
    for (const key of ['Control+Shift+Enter', 'Control+Alt+Enter', 'Backspace', 'Control+e', 'Alt+Escape', 'Shift+E'])
      await window.page.keyboard.press(key);
    assert.deepEqual(await asked(window), []);
  }));

test('an arrival is said politely with the worst level, and moves nothing', () =>
  withCards(async ({ page, scripted }) => {
    await page.locator('#note').focus();
    scripted.put(sqlActions.dropTable());
    await page.locator('[role="status"]', { hasText: '3 actions wait for review, worst: critical' }).waitFor();
    assert.equal(await page.locator('[role="alert"]').textContent(), '');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'note');
  }));

test('its last minute is said politely, its last 15 seconds urgently, and both stand on the card', () =>
  withCards(async (window) => {
    const { page, scripted } = window;
    const [first] = actions.manyActions(1);
    assert.ok(first);
    const expiring = (id: string, seconds: number) => ({ ...first, id, expiresAt: Date.now() + seconds * 1000 });
    scripted.put(expiring('01K0EXP1RE000000000000000A', 45));
    window.deck.open('01K0EXP1RE000000000000000A', false);
    await page.locator('footer', { hasText: /4\d seconds left/ }).waitFor();
    await page.locator('[role="status"]', { hasText: /4\d seconds left/ }).waitFor();
    assert.doesNotMatch((await page.locator('[role="alert"]').textContent()) ?? '', /seconds left/);
    scripted.put(expiring('01K0EXP1RE000000000000000B', 12));
    window.deck.open('01K0EXP1RE000000000000000B', false);
    await page.locator('[role="alert"]', { hasText: /1\d seconds left/ }).waitFor();
  }));

test('SQL is laid out when its view is opened, not before, and drawn as text', () =>
  withCards(
    async (window) => {
      window.scripted.put(sqlActions.deleteCascade());
      window.deck.open(sqlActions.deleteCascade().id, false);
      await window.drawn();
      const view = window.page.locator('details.formatted');
      assert.match(await view.locator('summary').innerText(), /not what runs/);
      assert.deepEqual(await asked(window), []);
      await view.locator('summary').click();
      await view.locator('pre').waitFor();
      assert.equal(await view.locator('pre').innerText(), 'delete from\n  <b>orders</b>');
      assert.deepEqual(await asked(window), ['format']);
      const other = { ...sqlActions.deleteCascade(), id: '01K0DE1ETE0000000000000002' };
      window.scripted.put(other);
      window.deck.open(other.id, false);
      await window.drawn();
      assert.equal(
        await view.evaluate((one) => one.hasAttribute('open')),
        false,
        'what was opened on one card is open on the next',
      );
      await view.locator('summary').click();
      await view.locator('pre').waitFor();
    },
    { format: () => Promise.resolve([{ title: 'SQL (sqlite)', text: 'delete from\n  <b>orders</b>' }]) },
  ));

test('the number of a step shows its place in the text, and says which step it is', () =>
  withCards(async ({ page, deck, scripted }) => {
    const chain = actions.chainOfSteps();
    scripted.put(chain);
    deck.open(chain.id, false);
    await page.getByRole('heading', { name: 'What its 5 steps do' }).waitFor();
    await page.getByRole('button', { name: 'Step 3: show it in the text' }).click();
    assert.equal(await page.locator('mark.pointed').textContent(), 'rm -rf build');
  }));

test('a file that would be written can be compared with the one on disk; other actions cannot', () =>
  withCards(async (window) => {
    const { page, deck, scripted } = window;
    const compare = page.getByRole('button', { name: 'Compare with what is there now' });
    assert.equal(await compare.count(), 0);
    const write = hold({
      id: '01K0WR1TE00000000000000000',
      action: { kind: 'file', operation: 'write', path: `${WORKSPACE}/.env`, content: 'A=1\n' },
      level: 'high',
      effects: [],
      findings: [],
    });
    scripted.put(write);
    deck.open(write.id, false);
    await compare.click();
    assert.deepEqual(await asked(window), ['compare']);
  }));
