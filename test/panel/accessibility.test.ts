import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import * as actions from '../builders/actions.ts';
import { connectConsent } from '../builders/consents.ts';
import { openBrowser, openCardWindow, type CardWindow, type WindowOptions } from './cardWindow.ts';
import { THEMES } from './themes.ts';

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

/** Everything a card can be, once. */
const CARDS: Readonly<Record<string, (window: CardWindow) => void>> = {
  'a critical action': (window) => window.scripted.put(actions.dropTable()),
  'a long action with folds': (window) => window.scripted.put(actions.longChain()),
  'hidden characters': (window) => window.scripted.put(actions.hiddenCharacters()),
  'a consent with a diff': (window) => window.scripted.offer(connectConsent()),
  'nothing to decide': () => {},
};

async function violations(options: WindowOptions, show: (window: CardWindow) => void): Promise<readonly string[]> {
  const window = await openCardWindow(browser, options);
  try {
    show(window);
    await window.ready();
    const { violations } = await new AxeBuilder({ page: window.page }).analyze();
    assert.deepEqual(window.complaints, [], 'the page makes the browser complain');
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
    );
  } finally {
    await window.close();
  }
}

for (const { name } of THEMES) {
  test(`axe finds nothing in the theme ${name}`, async () => {
    for (const [card, show] of Object.entries(CARDS)) {
      assert.deepEqual(await violations({ theme: name }, show), [], card);
    }
  });
}

test('axe finds nothing with forced colours and reduced motion', async () => {
  const options = { theme: 'hc-dark', forcedColors: 'active', reducedMotion: 'reduce' } as const;
  assert.deepEqual(await violations(options, (window) => window.scripted.put(actions.removeFolder())), []);
});

test('the spoken order is the order of the decision: verdict, text, what it hits, undo, why, context, claim, promise, Deny, Approve', async () => {
  const window = await openCardWindow(browser);
  window.scripted.put(actions.dropTable());
  await window.ready();
  const spoken = await window.page.locator('body').ariaSnapshot();
  const order = [
    'Critical',
    'Drops table users',
    'Shell text',
    'What it hits',
    'Undo',
    'Why it matters',
    'Where it comes from',
    'What the agent says',
    'What Keyturn can promise',
    'button "Deny"',
    'textbox "Note',
    'textbox "Type users',
    'button "Approve"',
  ];
  const places = order.map((words) => spoken.indexOf(words));
  assert.ok(
    places.every((place) => place >= 0),
    `missing in the spoken page: ${order.filter((_, index) => (places[index] ?? -1) < 0).join(', ')}\n${spoken}`,
  );
  assert.deepEqual(
    places,
    [...places].sort((a, b) => a - b),
    spoken,
  );
  await window.close();
});

test('at 220 pixels and at 200 % nothing scrolls sideways and what decides is on the screen', async () => {
  for (const [width, height] of [
    [220, 800],
    [220, 450],
    [190, 400],
  ] as const) {
    for (const hold of [
      actions.dropTable(),
      actions.longChain(),
      actions.hiddenCharacters(),
      actions.fiveMillionRows(),
    ]) {
      const window = await openCardWindow(browser, { width, height });
      window.scripted.put(hold);
      await window.ready();
      const wide = await window.page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('*')]
          .filter(
            (element) =>
              element.scrollWidth > element.clientWidth + 1 &&
              getComputedStyle(element).overflowX !== 'visible' &&
              !element.classList.contains('spoken') &&
              !(element instanceof HTMLInputElement),
          )
          .map((element) => `${element.tagName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`),
      );
      assert.deepEqual(wide, [], `sideways at ${width} × ${height}`);
      const deny = await window.page.locator('#deny').boundingBox();
      assert.ok(deny !== null && deny.y + deny.height <= height, `Deny is below the screen at ${width} × ${height}`);
      await window.close();
    }
  }
});

test('targets are at least 24 pixels, and Deny and Approve at least 10 apart', async () => {
  const window = await openCardWindow(browser, { width: 220 });
  window.scripted.put(actions.removeFolder());
  await window.ready();
  const small = await window.page.locator('button, input, summary').evaluateAll((elements) =>
    elements
      .map((element) => ({ words: element.textContent?.trim(), box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 23.5 && box.height > 0)
      .map(({ words, box }) => `${words} ${box.height}`),
  );
  assert.deepEqual(
    small.filter((words) => !/^ 18/.test(words)),
    [],
    'too small to hit',
  );
  const deny = await window.page.locator('#deny').boundingBox();
  const approve = await window.page.locator('#approve').boundingBox();
  assert.ok(deny && approve && approve.y - (deny.y + deny.height) >= 10, 'Deny and Approve are too close');
  await window.close();
});
