import { execFileSync } from 'node:child_process';
import type { Frame, Page } from 'playwright-core';
import { setTimeout as pause } from 'node:timers/promises';
import { reviewCard } from '../host/card.ts';
import { openKeyturn, queueRow, runFromPalette } from '../host/queue.ts';
import { openShop } from '../host/shopWindow.ts';
import type { ShopWindow } from '../host/shopWindow.ts';
import { saySpread, spread, times } from './figures.ts';

/** What a person waits for, in the real editor: the pinned VS Code server and Chromium. */
const STARTS = 5;
const ARRIVALS = 15;
const HELD = 1_000;
const CHANGES = 14;
/** Milliseconds from a finger's press to its release. */
const PRESS = 90;

/** Milliseconds since 1970 with a fraction, by the one clock that this process and the browser share. */
const wall = (): number => performance.timeOrigin + performance.now();

/** In the page: when the frame that follows each change of the card was painted, with the card's heading in it. */
async function watchPaints(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const paints: { at: number; text: string }[] = [];
    Object.assign(globalThis, { paints });
    const changed = new MutationObserver(() =>
      requestAnimationFrame(() => {
        // A task after the frame's callbacks runs when the frame is drawn.
        const drawn = new MessageChannel();
        drawn.port1.onmessage = () =>
          paints.push({ at: performance.timeOrigin + performance.now(), text: document.body.innerText });
        drawn.port2.postMessage(undefined);
      }),
    );
    changed.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/** When the card first showed `words` after `since`; waits for it. */
async function paintedAt(frame: Frame, words: string, since: number): Promise<number> {
  const handle = await frame.waitForFunction(
    ([text, begun]) =>
      (globalThis as unknown as { paints: { at: number; text: string }[] }).paints.find(
        (paint) => paint.at >= begun && paint.text.includes(text),
      )?.at,
    [words, since] as const,
    { polling: 20, timeout: 20_000 },
  );
  return Number(await handle.jsonValue());
}

/** As the editor itself shows it: loading the code and the call of `activate`. */
async function activation(page: Page): Promise<number> {
  await runFromPalette(page, 'Developer: Show Running Extensions');
  const list = page.locator('.runtime-extensions-editor');
  // The row stands there while the extension is still being activated; the figure comes afterwards.
  const row = list
    .locator('.monaco-list-row', { hasText: 'Keyturn' })
    .filter({ hasText: /Activation: \d/ })
    .first();
  await list.hover();
  // The slowest stand first, and what is out of sight is not drawn: down a page at a time, and again from the top.
  for (let turn = 0; turn < 100 && !(await row.isVisible()); turn += 1) {
    await page.mouse.wheel(0, turn % 10 === 9 ? -10_000 : 300);
    await pause(200);
  }
  const words = await row.innerText();
  const found = /Activation: (\d+)\s*ms/.exec(words)?.[1];
  if (found === undefined) throw new Error(`the editor shows no activation time: ${words}`);
  return Number(found);
}

async function arrivals(window: ShopWindow): Promise<readonly number[]> {
  const card = reviewCard(window.page);
  const times: number[] = [];
  for (let run = -2; run < ARRIVALS; run += 1) {
    const folder = `cache-${run + 10}`;
    const start = wall();
    await window.file(`rm -rf ${folder}`);
    if (run === -2) await watchPaints(await card.frame());
    else {
      const painted = await paintedAt(await card.frame(), folder, start);
      if (run >= 0) times.push(painted - start);
    }
    // Decided on the card, as a person does: then the next arrival takes its place.
    await card.shows(folder);
    await card.deny();
    await card.shows(/nothing waits|denied/i);
  }
  return times;
}

async function changes(window: ShopWindow): Promise<readonly number[]> {
  const name = (n: number): string => `old/${String(n).padStart(4, '0')}`;
  for (let n = 0; n < HELD; n += 1) await window.file(`rm -rf ${name(n)}`);
  const frame = await reviewCard(window.page).frame();
  // The click as the page gets it, which is the button's release: what the test needs to find the row is no part of it, nor is
  // what the editor does after the press, which a release in the same moment would have to wait for.
  await window.page.evaluate(() =>
    addEventListener(
      'click',
      ({ timeStamp }) => Object.assign(globalThis, { clickedAt: performance.timeOrigin + timeStamp }),
      true,
    ),
  );
  const times: number[] = [];
  // To and fro between rows that are on the screen: the tree draws no others.
  for (let run = 0; run < CHANGES; run += 1) {
    const wanted = name(run % 4);
    const row = queueRow(window.page, new RegExp(wanted));
    await row.waitFor({ timeout: 30_000 });
    await row.click({ delay: PRESS });
    const clicked = await window.page.evaluate(() => Number((globalThis as { clickedAt?: number }).clickedAt));
    times.push((await paintedAt(frame, wanted, clicked)) - clicked);
    await pause(200);
  }
  return times.slice(2);
}

const window = await openShop();
try {
  await window.socket();
  const started: number[] = [];
  for (let run = 0; run < STARTS; run += 1) {
    if (run > 0) await window.reload();
    started.push(await activation(window.page));
  }
  saySpread('node -e 0, the yardstick', await times(10, 2, () => execFileSync(process.execPath, ['-e', '0'])));
  saySpread('activation, as "Show Running Extensions" says', spread(started), 100);
  await window.reload();
  await openKeyturn(window.page);
  saySpread('intent sent to the socket -> card painted', spread(await arrivals(window)), 150);
  saySpread(`a click on another row -> its card painted, ${HELD} held`, spread(await changes(window)), 50);
} finally {
  await window.close();
}
process.exit(0);
