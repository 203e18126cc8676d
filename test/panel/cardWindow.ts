import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { chromium, type Browser, type Page } from 'playwright-core';
import { openDeck, type Deck } from '../../src/app/card/deck.ts';
import type { DeckHost } from '../../src/app/card/deckHost.ts';
import type { FromPage, ToPage } from '../../src/review/cardMessages.ts';
import { cardPage } from '../../src/vscode/cardPage.ts';
import { browserOptions } from '../setup/browser.mjs';
import { scriptedProduct, type ScriptedProduct } from './scriptedProduct.ts';
import { EDITOR_STYLE, THEMES, type Theme } from './themes.ts';

export async function openBrowser(): Promise<Browser> {
  return chromium.launch(browserOptions(tmpdir()));
}

/** The built page in a browser, with a deck and a scripted product behind it instead of the editor. */
export interface CardWindow {
  readonly page: Page;
  readonly deck: Deck;
  readonly scripted: ScriptedProduct;
  /** All that the page sent, in order. */
  readonly sent: readonly FromPage[];
  /** All that the host posted, in order. */
  readonly posted: readonly ToPage[];
  /** What the browser reported: errors, and what the policy forbade. */
  readonly complaints: readonly string[];
  /** Whether the host would say that a person can see the card. */
  seen: 'seen' | 'hidden' | 'unfocused';
  debuggerAttached: boolean;
  /** The last snapshot that was drawn when the host was asked to reveal the view, for each time. */
  readonly reveals: readonly number[];
  /** Waits until the page has drawn the newest snapshot. */
  drawn(): Promise<void>;
  /** Waits until the dead time of what is shown is over. */
  ready(): Promise<void>;
  post(message: ToPage): Promise<void>;
  close(): Promise<void>;
}

export interface WindowOptions {
  readonly theme?: string;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: 'reduce';
  readonly forcedColors?: 'active';
  readonly format?: DeckHost['format'];
  /** Milliseconds instead of the host's, where a slow machine must not end it before the test has tried. */
  readonly deadTime?: number;
}

/** Opens a window, shows what `show` puts into it, and ends it whatever comes of `run`. The page must have complained of nothing. */
export async function withCard(
  browser: Browser,
  show: (window: CardWindow) => void,
  run: (window: CardWindow) => Promise<void>,
  options: WindowOptions = {},
): Promise<void> {
  const window = await openCardWindow(browser, options);
  try {
    show(window);
    await window.drawn();
    await run(window);
    assert.deepEqual(window.complaints, []);
  } finally {
    await window.close();
  }
}

const ORIGIN = 'https://card.test';

export async function openCardWindow(browser: Browser, options: WindowOptions = {}): Promise<CardWindow> {
  const theme = THEMES.find(({ name }) => name === (options.theme ?? 'dark'));
  if (theme === undefined) throw new Error(`no theme ${options.theme}`);
  const context = await browser.newContext({
    viewport: { width: options.width ?? 380, height: options.height ?? 900 },
    ...(options.reducedMotion === undefined ? {} : { reducedMotion: options.reducedMotion }),
    ...(options.forcedColors === undefined ? {} : { forcedColors: options.forcedColors }),
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await context.route('**/*', (route) => {
    const file = files()[new URL(route.request().url()).pathname];
    if (file === undefined) {
      complaints.push(`asked for ${route.request().url()}`);
      return route.abort();
    }
    return route.fulfill(file);
  });

  const scripted = scriptedProduct();
  const sent: FromPage[] = [];
  const posted: ToPage[] = [];
  const reveals: number[] = [];
  let posting = Promise.resolve();
  const window: Omit<CardWindow, 'deck'> & { deck?: Deck } = {
    page,
    scripted,
    sent,
    posted,
    complaints,
    seen: 'seen',
    debuggerAttached: false,
    reveals,
    post: (message) => page.evaluate((data) => globalThis.postMessage(data, '*'), message),
    async drawn() {
      await until(() => {
        const show = posted.findLast((message) => message.type === 'show');
        return sent.some((message) => message.type === 'drawn' && message.sequence === show?.sequence);
      }, 'the page draws the newest snapshot');
    },
    async ready() {
      await window.drawn();
      const show = posted.findLast((message) => message.type === 'show');
      await page.waitForTimeout((show?.deadTime ?? 0) + 60);
    },
    async close() {
      await context.close();
    },
  };
  const deck = openDeck(() => ({ state: 'open', product: scripted.product }), {
    post(original) {
      const stretched = options.deadTime !== undefined && original.type === 'show';
      const message = stretched ? { ...original, deadTime: options.deadTime ?? 0 } : original;
      posted.push(message);
      posting = posting.then(() => window.post(message)).catch(() => {});
    },
    seenNow: () => window.seen,
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
    debuggerAttached: () => window.debuggerAttached,
    format: options.format ?? (() => Promise.resolve([])),
    openText: (id) => Promise.resolve(deck.textOpened(id)),
    openAffected: () => Promise.resolve(),
    compare: () => Promise.resolve(),
    copyText: () => Promise.resolve(),
    showQueue: () => {},
    reveal: () => reveals.push(sent.findLast((message) => message.type === 'drawn')?.sequence ?? 0),
    failed: (reason) => console.error(reason),
  });
  scripted.product.subscribe(() => deck.refresh());
  await page.exposeBinding('toHost', (_, message: FromPage) => {
    sent.push(message);
    deck.receive(message);
  });
  // A stand-in for the editor's half of the page: it only carries messages.
  await page.addInitScript(`
    const state = { now: undefined };
    globalThis.acquireVsCodeApi = () => ({
      isAFake: true,
      postMessage: (message) => { globalThis.toHost(message); },
      getState: () => state.now,
      setState: (next) => { state.now = next; },
    });`);
  await page.goto(`${ORIGIN}/`);
  await page.evaluate(([classes, colours]) => dress(classes, colours), [theme.classes, theme.colours] as const);
  return Object.assign(window, { deck }) as CardWindow;
}

declare function dress(classes: string, colours: Theme['colours']): void;

async function until(done: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (done()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`not within 10 s: ${what}`);
}

function files(): Readonly<Record<string, { readonly contentType: string; readonly body: string | Buffer }>> {
  const html = cardPage({
    nonce: 'bm9uY2U',
    source: ORIGIN,
    script: `${ORIGIN}/card.js`,
    styles: ['editor.css', 'codicon.css', 'card.css'].map((name) => `${ORIGIN}/${name}`),
  });
  return {
    '/': {
      contentType: 'text/html',
      body: html.replace('<body>', '<body><script nonce="bm9uY2U" src="/dress.js"></script>'),
    },
    '/dress.js': { contentType: 'text/javascript', body: DRESS },
    '/editor.css': { contentType: 'text/css', body: EDITOR_STYLE },
    '/card.js': { contentType: 'text/javascript', body: readFileSync('dist/card.js') },
    '/card.css': { contentType: 'text/css', body: readFileSync('media/card.css') },
    '/codicon.css': { contentType: 'text/css', body: readFileSync('dist/codicon.css') },
    '/codicon.ttf': { contentType: 'font/ttf', body: readFileSync('dist/codicon.ttf') },
    '/favicon.ico': { contentType: 'image/x-icon', body: '' },
  };
}

/** The theme as the editor gives it: classes on the body, variables on the root, both by script, as the policy allows. */
const DRESS = `globalThis.dress = (classes, colours) => {
  document.body.className = classes;
  for (const [name, value] of Object.entries(colours)) document.documentElement.style.setProperty('--vscode-' + name, value);
};`;
