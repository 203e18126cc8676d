import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import * as actions from '../builders/actions.ts';
import * as sqlActions from '../builders/sqlActions.ts';
import { autoPassConsent, connectConsent } from '../builders/consents.ts';
import { openBrowser, withCard, type CardWindow } from './cardWindow.ts';

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

const low = (window: CardWindow): void => {
  for (const hold of actions.manyActions(3).slice(1)) window.scripted.put(hold);
};
const settle = (window: CardWindow): Promise<void> => window.page.waitForTimeout(200);

test('the page returns the hash of exactly the view it was given', () =>
  withCard(browser, low, async (window) => {
    const show = window.posted.findLast((message) => message.type === 'show');
    const drawn = window.sent.findLast((message) => message.type === 'drawn');
    assert.ok(show?.type === 'show' && drawn?.type === 'drawn');
    assert.equal(drawn.seen, createHash('sha256').update(show.view).digest('hex'));
  }));

test('during the dead time neither mouse nor touch nor keys decide', async () => {
  const tries: Readonly<Record<string, (window: CardWindow) => Promise<void>>> = {
    mouse: (window) => window.page.locator('#approve').click({ force: true }),
    'Ctrl+Enter': (window) => window.page.keyboard.press('Control+Enter'),
    space: async (window) => {
      await window.page.locator('#approve').focus();
      await window.page.keyboard.press('Space');
    },
  };
  for (const [name, act] of Object.entries(tries)) {
    await withCard(
      browser,
      low,
      async (window) => {
        await act(window);
        await window.page.waitForTimeout(300);
        assert.deepEqual(window.scripted.decisions, [], `${name} decided during the dead time`);
        assert.equal(await window.page.locator('#reason').textContent(), 'Ready in a moment.');
        await window.page.locator('#reason', { hasText: 'Ready.' }).waitFor({ timeout: 10_000 });
      },
      { deadTime: 5000 },
    );
  }
});

test('a press that began during the dead time does not count when it ends after it', () =>
  withCard(
    browser,
    low,
    async (window) => {
      await window.page.locator('#approve').hover();
      await window.page.mouse.down();
      await window.ready();
      await window.page.mouse.up();
      await settle(window);
      assert.deepEqual(window.scripted.decisions, []);
    },
    { deadTime: 3000 },
  ));

test('a click approves what is ready, and a double click does not approve the next', () =>
  withCard(browser, low, async (window) => {
    await window.ready();
    await window.page.locator('#approve').dblclick();
    await window.page.waitForTimeout(900);
    assert.equal(window.scripted.decisions.length, 1, window.scripted.decisions.join('\n'));
    assert.match(window.scripted.decisions[0] ?? '', /^approved/);
  }));

test('Ctrl+Enter approves once however long it is held, and never from the field of the note', () =>
  withCard(browser, low, async (window) => {
    await window.ready();
    await window.page.locator('#note').focus();
    await window.page.keyboard.press('Control+Enter');
    await settle(window);
    assert.deepEqual(window.scripted.decisions, [], 'the note goes with Deny');
    await window.page.locator('#verdict').focus();
    await window.page.keyboard.down('Control');
    await window.page.keyboard.down('Enter');
    for (let repeat = 0; repeat < 30; repeat++) {
      await window.page.keyboard.down('Enter');
      await window.page.waitForTimeout(40);
    }
    await window.page.keyboard.up('Enter');
    await window.page.keyboard.up('Control');
    assert.equal(window.scripted.decisions.length, 1, 'key repeats approved more than the one');
  }));

test('Enter and Escape decide nothing, wherever the focus is', () =>
  withCard(browser, low, async (window) => {
    await window.ready();
    for (const place of ['#verdict', '#deny', '#note', '#approve', '.text']) {
      await window.page.locator(place).first().focus();
      for (const key of ['Enter', 'Escape', 'y', '1', 'Shift+Enter', 'Alt+Enter'])
        await window.page.keyboard.press(key);
    }
    await settle(window);
    assert.deepEqual(window.scripted.decisions, []);
  }));

test('events made by a script decide nothing', () =>
  withCard(
    browser,
    (window) => window.scripted.put(actions.removeFolder()),
    async (window) => {
      await window.ready();
      await window.page.evaluate(() => {
        const box = document.querySelector<HTMLInputElement>('#check');
        if (box) {
          box.checked = true;
          box.dispatchEvent(new Event('change', { bubbles: true }));
          box.click();
        }
        for (const selector of ['#approve', '#deny']) {
          const button = document.querySelector<HTMLButtonElement>(selector);
          button?.click();
          button?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
          button?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
        }
        for (const target of [globalThis, document, document.body]) {
          target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
        }
      });
      await settle(window);
      assert.deepEqual(window.scripted.decisions, []);
    },
  ));

test('high asks for the checkbox, critical for the exact word, and pasting it is allowed', async () => {
  await withCard(
    browser,
    (window) => window.scripted.put(actions.removeFolder()),
    async (window) => {
      await window.ready();
      await window.page.locator('#approve').click({ force: true });
      await window.page.keyboard.press('Control+Enter');
      await settle(window);
      assert.deepEqual(window.scripted.decisions, []);
      assert.equal(await window.page.locator('#approve').getAttribute('aria-disabled'), 'true');
      await window.page.locator('#check').check();
      await window.page.locator('#approve').click();
      await settle(window);
      assert.equal(window.scripted.decisions.length, 1);
    },
  );
  await withCard(
    browser,
    (window) => window.scripted.put(sqlActions.dropTable()),
    async (window) => {
      await window.ready();
      for (const wrong of ['user', 'Users', 'users ', 'usеrs']) {
        await window.page.locator('#word').fill(wrong);
        await window.page.locator('#approve').click({ force: true });
        await settle(window);
        assert.deepEqual(window.scripted.decisions, [], `"${wrong}" is not the word`);
      }
      await window.page.locator('#word').fill('');
      await window.page.locator('#word').focus();
      await window.page.keyboard.insertText('users');
      await window.page.locator('#approve').click();
      await settle(window);
      assert.deepEqual(window.scripted.decisions, [`approved ${sqlActions.dropTable().id}`]);
    },
  );
});

test('Deny takes its note along, and an approval is off while there is one', () =>
  withCard(browser, low, async (window) => {
    await window.ready();
    await window.page.locator('#note').fill('use the staging database <b>');
    assert.equal(await window.page.locator('#approve').getAttribute('aria-disabled'), 'true');
    await window.page.locator('#deny').click();
    await settle(window);
    assert.match(window.scripted.decisions.join(), /^denied .*: use the staging database <b>$/);
  }));

test('a card that nobody can see, and a debugger, approve nothing', async () => {
  for (const seen of ['hidden', 'unfocused'] as const) {
    await withCard(browser, low, async (window) => {
      await window.ready();
      window.seen = seen;
      await window.page.locator('#approve').click();
      await settle(window);
      assert.deepEqual(window.scripted.decisions, [], seen);
      assert.ok((await window.page.locator('.refused').count()) > 0, 'the page says why');
    });
  }
  await withCard(browser, low, async (window) => {
    await window.ready();
    window.debuggerAttached = true;
    await window.page.locator('#approve').click();
    await settle(window);
    assert.deepEqual(window.scripted.decisions, []);
  });
});

test('messages of another shape, a stale ticket or another hash approve nothing', () =>
  withCard(browser, low, async (window) => {
    await window.ready();
    const show = window.posted.findLast((message) => message.type === 'show');
    const drawn = window.sent.findLast((message) => message.type === 'drawn');
    assert.ok(show?.type === 'show' && drawn?.type === 'drawn' && show.ticket !== undefined);
    const right = {
      type: 'approve',
      ticket: show.ticket,
      seen: drawn.seen,
      checked: false,
      typed: '',
      uncounted: false,
    };
    for (const wrong of [
      { ...right, ticket: 'x' },
      { ...right, seen: '0'.repeat(64) },
      { ...right, seen: undefined },
      { ...right, checked: 'yes' },
      { ...right, extra: true },
      { ...right, type: 'Approve' },
      [right],
      JSON.stringify(right),
      null,
    ]) {
      window.deck.receive(wrong);
      await settle(window);
      assert.deepEqual(window.scripted.decisions, [], JSON.stringify(wrong));
    }
  }));

test('a consent is accepted only by its gesture, and declined by its button', async () => {
  await withCard(
    browser,
    (window) => window.scripted.offer(autoPassConsent()),
    async (window) => {
      await window.ready();
      await window.page.locator('#approve').click({ force: true });
      await settle(window);
      assert.deepEqual(window.scripted.decisions, []);
      await window.page.locator('#check').check();
      await window.page.locator('#approve').click();
      await settle(window);
      assert.deepEqual(window.scripted.decisions, [`accepted ${autoPassConsent().id}`]);
    },
  );
  await withCard(
    browser,
    (window) => window.scripted.offer(connectConsent()),
    async (window) => {
      await window.ready();
      await window.page.locator('#deny').click();
      await settle(window);
      assert.deepEqual(window.scripted.decisions, [`declined ${connectConsent().id}`]);
    },
  );
});
