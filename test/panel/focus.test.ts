import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import * as actions from '../builders/actions.ts';
import * as sqlActions from '../builders/sqlActions.ts';
import { openBrowser, openCardWindow, withCard, type CardWindow } from './cardWindow.ts';

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

const low = (window: CardWindow): void => {
  for (const hold of actions.manyActions(3).slice(1)) window.scripted.put(hold);
};
const settle = (window: CardWindow): Promise<void> => window.page.waitForTimeout(200);

test('after a decision the verdict of the next action has the focus', () =>
  withCard(browser, low, async (window) => {
    await window.ready();
    await window.page.locator('#deny').click();
    await window.drawn();
    assert.equal(await window.page.evaluate(() => document.activeElement?.id), 'verdict');
    assert.match((await window.page.locator('h1').textContent()) ?? '', /notes-2/);
  }));

test('a row that was opened is drawn before the editor’s focus goes to the card, or at once where nobody sees the page', () =>
  withCard(browser, low, async (window) => {
    await window.ready();
    const [, second, third] = actions.manyActions(3);
    assert.ok(second && third);
    window.deck.open(second.id, true);
    assert.deepEqual(window.reveals, [], 'the focus goes first, and the card is drawn later');
    await window.drawn();
    const drawn = window.posted.findLast((message) => message.type === 'show');
    assert.deepEqual(window.reveals, [drawn?.sequence]);
    window.deck.renew();
    await window.drawn();
    assert.equal(window.reveals.length, 1, 'a redraw that nobody asked for takes the focus');
    window.seen = 'hidden';
    window.deck.open(third.id, true);
    assert.equal(window.reveals.length, 2);
  }));

test('a page without the focus takes none: its verdict waits until the editor gives it some', () =>
  withCard(browser, low, async (window) => {
    const focused = (): Promise<string | undefined> => window.page.evaluate(() => document.activeElement?.id);
    await window.ready();
    // What happens when a palette was opened right after the press.
    await window.page.evaluate('document.hasFocus = () => false');
    await window.page.locator('#deny').click();
    await window.drawn();
    assert.notEqual(await focused(), 'verdict');
    await window.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')));
    assert.equal(await focused(), 'verdict');
    await window.page.locator('#note').focus();
    await window.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')));
    assert.equal(await focused(), 'note', 'it takes the focus once');
  }));

test('an arrival does not change what is shown, and what is cancelled becomes a receipt without buttons', () =>
  withCard(browser, low, async (window) => {
    const [, second, third] = actions.manyActions(3);
    assert.ok(second && third);
    await window.ready();
    const view = window.posted.findLast((message) => message.type === 'show');
    window.scripted.put(sqlActions.dropTable());
    await settle(window);
    assert.equal(
      window.posted.findLast((message) => message.type === 'show'),
      view,
      'an arrival redrew the card',
    );
    assert.match((await window.page.locator('.position').textContent()) ?? '', /of 3/);
    window.scripted.put({ ...second, state: 'withdrawn', by: 'runner', revision: 2 });
    await window.drawn();
    assert.match((await window.page.locator('h1').textContent()) ?? '', /^Withdrawn/);
    assert.equal(await window.page.locator('#approve, #deny').count(), 0);
    assert.deepEqual(window.scripted.decisions, []);
  }));

test('twenty actions are decided with the keyboard alone', async () => {
  const window = await openCardWindow(browser);
  const twenty = actions.manyActions(20);
  for (const hold of twenty) window.scripted.put(hold);
  for (let turn = 0; turn < twenty.length; turn++) {
    await window.ready();
    if (turn % 2 === 0) {
      await tabTo(window, 'deny');
      await window.page.keyboard.press('Space');
    } else {
      if ((await window.page.locator('#check').count()) > 0) {
        await tabTo(window, 'check');
        await window.page.keyboard.press('Space');
      }
      await window.page.keyboard.press('Control+Enter');
    }
    await settle(window);
    assert.equal(
      window.scripted.decisions.length,
      turn + 1,
      `turn ${turn + 1}: ${await window.page.locator('body').innerText()}`,
    );
  }
  assert.equal(window.scripted.decisions.filter((decision) => decision.startsWith('approved')).length, 10);
  assert.deepEqual(window.complaints, []);
  await window.close();
});

async function tabTo(window: CardWindow, id: string): Promise<void> {
  for (let left = 40; left > 0; left--) {
    if ((await window.page.evaluate(() => document.activeElement?.id)) === id) return;
    await window.page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach #${id}`);
}
