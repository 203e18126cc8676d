import type { Frame, Page } from 'playwright-core';
import { setTimeout as pause } from 'node:timers/promises';
import { frameWith } from './vscodeWindow.ts';
import { PATIENCE } from './patience.ts';

/** The review card, seen through the frames that VS Code puts around a webview. */
export interface Card {
  /** Its first heading: the verdict. */
  readonly heading: () => Promise<string>;
  /** All that it says. */
  readonly text: () => Promise<string>;
  /** Waits until the card shows `words` anywhere, and the gesture would count. */
  readonly shows: (words: string | RegExp) => Promise<void>;
  /** Waits until keys go to it. */
  readonly hasKeys: () => Promise<void>;
  readonly deny: (note?: string) => Promise<void>;
  /** Does what the card asks for, whatever it is, and presses Approve. */
  readonly approve: () => Promise<void>;
  /** Presses Approve without doing what the card asks for. */
  readonly pressApprove: () => Promise<void>;
  /** Fills the field in which a critical action's name is typed. */
  readonly typeWord: (word: string) => Promise<void>;
  /** The word that the card asks for. */
  readonly askedWord: () => Promise<string>;
  /** Ticks that it was read, where the card asks for that, and presses a button by its name. */
  readonly press: (name: string) => Promise<void>;
  readonly frame: () => Promise<Frame>;
}

/** Longer than the longest dead time (1,500 ms): what follows is a person who has looked at the card. */
const LOOK = 1700;

export function reviewCard(page: Page): Card {
  const frame = (): Promise<Frame> => frameWith(page, '#page h1, main h1');
  const button = async (name: string) => (await frame()).getByRole('button', { name, exact: true });
  const word = async () => (await frame()).getByRole('textbox', { name: /^Type / });
  const text = async (): Promise<string> => (await frame()).locator('body').innerText();

  const shows = async (words: string | RegExp): Promise<void> => {
    const end = Date.now() + PATIENCE;
    for (let now = ''; Date.now() < end; await pause(100)) {
      now = await text().catch(() => '');
      if (typeof words === 'string' ? now.includes(words) : words.test(now)) return pause(LOOK);
    }
    throw new Error(`The card does not show ${String(words)} in time. It says:\n${await text()}`);
  };

  // Its words are there before the editor has given it the keys; a key pressed between goes to where they were.
  const hasKeys = async (): Promise<void> => {
    await (await frame()).waitForFunction(() => document.hasFocus(), undefined, { timeout: PATIENCE });
  };

  const askedWord = async (): Promise<string> => {
    const field = await word();
    const label =
      (await field.getAttribute('aria-label')) ??
      (await field.evaluate((node) => (node as HTMLInputElement).labels?.[0]?.textContent ?? ''));
    const found = /^Type (?:the code )?(.+) to approve$/.exec(label.trim())?.[1];
    if (found === undefined) throw new Error(`The card asks for no word that could be read: "${label}"`);
    return found;
  };

  const typeWord = async (typed: string): Promise<void> => {
    const field = await word();
    await field.fill('');
    await field.pressSequentially(typed);
  };

  return {
    frame,
    heading: async () => (await frame()).locator('h1').first().innerText(),
    text,
    shows,
    hasKeys,
    askedWord,
    typeWord,
    pressApprove: async () => (await button('Approve')).click({ force: true, timeout: 5_000 }),
    deny: async (note) => {
      if (note !== undefined) await (await frame()).getByRole('textbox', { name: /^Note to the agent/ }).fill(note);
      await (await button('Deny')).click();
    },
    press: async (name) => {
      const box = (await frame()).getByRole('checkbox', { name: /^I have read/ });
      if ((await box.count()) > 0) await box.check();
      await (await button(name)).click();
    },
    approve: async () => {
      const current = await frame();
      const box = current.getByRole('checkbox', { name: /^I have read/ });
      if ((await box.count()) > 0) await box.check();
      if ((await (await word()).count()) > 0) await typeWord(await askedWord());
      await (await button('Approve')).click();
    },
  };
}
