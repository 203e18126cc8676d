import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import * as actions from '../builders/actions.ts';
import * as sqlActions from '../builders/sqlActions.ts';
import { connectConsent } from '../builders/consents.ts';
import { openBrowser, openCardWindow, type CardWindow, type WindowOptions } from './cardWindow.ts';
import type { Hold } from '../../src/review/hold.ts';
import { THEMES } from './themes.ts';

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

const put =
  (hold: Hold) =>
  (window: CardWindow): void => {
    window.scripted.put(hold);
    window.deck.open(hold.id, false);
  };

/** Everything a card can be, one after another on one page. */
const CARDS: Readonly<Record<string, (window: CardWindow) => void | Promise<void>>> = {
  'nothing to decide': () => {},
  'a critical action': put(sqlActions.dropTable()),
  'a high action with a checkbox': put(actions.removeFolder()),
  'a long action with folds': put(actions.longChain()),
  'a chain of steps': put(actions.chainOfSteps()),
  'hidden characters': put(actions.hiddenCharacters()),
  'an unreadable action': put(actions.unreadable()),
  'SQL laid out for reading': async (window) => {
    put(sqlActions.deleteCascade())(window);
    await window.drawn();
    await window.page.locator('details.formatted summary').click();
    await window.page.locator('details.formatted pre').waitFor();
  },
  'the key sheet over a card': (window) => window.page.keyboard.press('?'),
  'what became of an action': async (window) => {
    await window.page.keyboard.press('Escape');
    put({ ...sqlActions.deleteCascade(), state: 'withdrawn', by: 'runner', revision: 2 })(window);
  },
  'an action that can only be dismissed': put({ ...actions.manyActions(1)[0], orphan: true } as Hold),
  'a consent with a diff': (window) => {
    window.scripted.offer(connectConsent());
    window.deck.open(connectConsent().id, false);
  },
};

/** Rules that the colours of a theme can break. All others look at the document, which is the same in every theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Shows card after card and asks axe of each, `rules` or all; what it finds, by the name of the card. */
async function violations(
  options: WindowOptions,
  rules?: string[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const format = () => Promise.resolve([{ title: 'SQL (sqlite)', text: 'delete from\n  orders' }]);
  // Without dead time: what can be pressed is looked at, and nothing here decides.
  const window = await openCardWindow(browser, { format, deadTime: 0, ...options });
  const found: Record<string, readonly string[]> = {};
  try {
    for (const [name, show] of Object.entries(CARDS)) {
      await show(window);
      await window.ready();
      // The page has no frames of other origins, for which axe would open a page of its own each time.
      const axe = new AxeBuilder({ page: window.page }).setLegacyMode(true);
      const { violations, passes } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
      assert.ok(passes.length >= (rules === undefined ? 5 : 1), `axe saw next to nothing on the card "${name}"`);
      if (violations.length === 0) continue;
      found[name] = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
      );
    }
    assert.deepEqual(window.complaints, [], 'the page makes the browser complain');
  } finally {
    await window.close();
  }
  return found;
}

for (const { name } of THEMES) {
  test(`axe finds nothing in the theme ${name}`, async () => {
    assert.deepEqual(await violations({ theme: name }, name === 'dark' ? undefined : COLOUR_RULES), {});
  });
}

test('axe finds nothing with forced colours and reduced motion', async () => {
  assert.deepEqual(await violations({ theme: 'hc-dark', forcedColors: 'active', reducedMotion: 'reduce' }), {});
});

test('the spoken order is the order of the decision: verdict, text, what it hits, undo, why, context, claim, promise, Deny, Approve', async () => {
  const window = await openCardWindow(browser);
  window.scripted.put(sqlActions.dropTable());
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
  const sizes = [
    { width: 220, height: 800 },
    { width: 220, height: 450 },
    { width: 190, height: 400 },
  ];
  const window = await openCardWindow(browser);
  for (const hold of [
    sqlActions.dropTable(),
    actions.longChain(),
    actions.chainOfSteps(),
    actions.hiddenCharacters(),
    sqlActions.fiveMillionRows(),
  ]) {
    put(hold)(window);
    await window.drawn();
    for (const size of sizes) {
      await window.page.setViewportSize(size);
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
      const where = `of "${hold.id}" at ${size.width} × ${size.height}`;
      assert.deepEqual(wide, [], `sideways ${where}`);
      const deny = await window.page.locator('#deny').boundingBox();
      assert.ok(deny !== null && deny.y + deny.height <= size.height, `Deny is below the screen ${where}`);
    }
  }
  await window.close();
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
