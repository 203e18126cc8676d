import { chromium } from 'playwright-core';
import type { Browser, Frame, Page } from 'playwright-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browserOptions } from '../setup/browser.mjs';
import { startVscodeServer } from '../setup/vscodeServer.mjs';
import { vscodeHost } from '../setup/vscodeHost.mjs';
import { PATIENCE } from './patience.ts';

export interface WindowOptions {
  readonly workspace: string;
  /** Packed extensions to install before the window opens. */
  readonly vsix: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Extra variables for the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the screen for one of the page; 1 when absent. */
  readonly pixels?: number;
}

/** A real VS Code with the extension installed, seen through Chromium. */
export interface VscodeWindow {
  readonly page: Page;
  readonly workspace: string;
  /** The person's home folder as the extension host knows it. */
  readonly home: string;
  readonly reload: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch(browserOptions(tmpdir()));
}

export async function openWindow(options: WindowOptions): Promise<VscodeWindow> {
  const base = await mkdtemp(path.join(tmpdir(), 'vscode-'));
  const server = await startVscodeServer({ host: vscodeHost(), base, ...options });
  const browser = await openBrowser();
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: options.pixels ?? 1,
  });
  const url = `${server.address}/?folder=${encodeURIComponent(options.workspace)}`;
  const show = async (): Promise<void> => {
    await page.goto(url);
    await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
  };
  try {
    await show();
  } catch (problem) {
    await browser.close();
    await server.stop();
    throw problem;
  }
  return {
    page,
    workspace: options.workspace,
    home: server.home,
    reload: show,
    close: async () => {
      await browser.close();
      await server.stop();
      await rm(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** Webviews nest frames, and several may be open: the one that holds the wanted element. */
export async function frameWith(page: Page, selector: string, timeout = PATIENCE): Promise<Frame> {
  const end = Date.now() + timeout;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      const found = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`No frame of the page shows "${selector}" after ${timeout} ms.`);
}
