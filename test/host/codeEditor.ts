import type { Locator, Page } from 'playwright-core';

/** The editor that has the focus, as a person at the keyboard uses it. */
export interface CodeEditor {
  /** All that its lines show, hints and all; blanks are blanks. */
  readonly text: () => Promise<string>;
  /** Waits until its lines show `words`. */
  readonly shows: (words: string | RegExp) => Promise<void>;
  /** Sets the caret behind the first place of `words` in `text`. */
  readonly caretBehind: (text: string, words: string) => Promise<void>;
  readonly lens: (words: string | RegExp) => Locator;
  readonly squiggles: Locator;
}

export function codeEditor(page: Page): CodeEditor {
  const lines = page.locator('.editor-instance .view-lines').first();
  // The editor draws a blank as one that does not break.
  const text = async (): Promise<string> => (await lines.innerText()).replaceAll('\u00a0', ' ');
  return {
    text,
    shows: async (words) => {
      const fits = (now: string): boolean => (typeof words === 'string' ? now.includes(words) : words.test(now));
      for (let left = 150; left > 0; left -= 1) {
        if (fits(await text().catch(() => ''))) return;
        await page.waitForTimeout(100);
      }
      throw new Error(`The editor does not show ${String(words)} after 15 s. It shows:\n${await text()}`);
    },
    caretBehind: async (whole, words) => {
      const before = whole.slice(0, whole.indexOf(words) + words.length).split('\n');
      await lines.click({ position: { x: 200, y: 4 } });
      await page.keyboard.press('Control+g');
      await page
        .locator('.quick-input-widget input.input')
        .fill(`:${before.length}:${(before.at(-1) ?? '').length + 1}`);
      await page.keyboard.press('Enter');
    },
    lens: (words) => page.locator('.codelens-decoration', { hasText: words }).first(),
    squiggles: page.locator('.editor-instance .squiggly-error'),
  };
}
