import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import * as actions from '../builders/actions.ts';
import { openBrowser, openCardWindow } from './cardWindow.ts';

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

test('another card is one message without the words that the page has, drawn into the elements that are there', async () => {
  const window = await openCardWindow(browser);
  try {
    const holds = actions.manyActions(4);
    for (const hold of holds) window.scripted.put(hold);
    await window.drawn();
    await window.page.evaluate(() => {
      const made: string[] = [];
      Object.assign(globalThis, { made });
      new MutationObserver((changes) => {
        for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
          if (node instanceof Element)
            made.push(node.tagName, ...[...node.querySelectorAll('*')].map((one) => one.tagName));
      }).observe(document.body, { subtree: true, childList: true });
    });
    const before = window.posted.length;
    window.deck.open(holds[2]?.id ?? '', true);
    await window.drawn();
    const posted = window.posted.slice(before);
    assert.deepEqual(
      posted.map(({ type }) => type),
      ['show'],
      'each message takes its own way through the editor',
    );
    const beside = { ...posted[0], view: '' };
    assert.ok(JSON.stringify(beside).length < 300, `beside the view is sent: ${JSON.stringify(beside)}`);
    const made = await window.page.evaluate(() => (globalThis as unknown as { made: readonly string[] }).made);
    assert.ok(made.includes('H1'), 'the verdict that has the focus must be another element, or nobody reads it out');
    const all = await window.page.evaluate(() => document.querySelectorAll('#page *').length);
    assert.ok(made.length < all / 4, `of ${all} elements ${made.length} were made anew: ${made.join(' ')}`);
  } finally {
    await window.close();
  }
});
