/**
 * `npm start`: the demo, from a clean clone. A fresh copy of a small shop opens in a real VS Code with the packed
 * extension, and a runner proposes actions to it. `--browser` takes the pinned server even where there is a desktop VS
 * Code; `--headless-check` opens it in Chromium by itself and ends with 0 when the queue shows the first held action.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePrograms, programs } from '../setup/debian.mjs';
import { ensureNodeModules } from '../setup/nodeModules.mjs';
import { checkNodeVersion } from '../setup/nodeVersion.mjs';
import { ensureProduct } from '../setup/pack.mjs';
import { onPath, removeAtEnd, start } from '../setup/process.mjs';
import { runMain } from '../setup/runMain.mjs';
import { say, SetupProblem } from '../setup/say.mjs';
import { cleanEnvironment, startVscodeServer } from '../setup/vscodeServer.mjs';
import { ensureVscodeHost } from '../setup/vscodeHost.mjs';
import { startDesktop } from './desktop.mjs';
import { makeShop } from './shop.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
const here = path.dirname(fileURLToPath(import.meta.url));

function readWords(words) {
  const unknown = words.find((word) => word !== '--browser' && word !== '--headless-check');
  if (unknown !== undefined)
    throw new SetupProblem(`npm start does not know ${unknown}. It takes --browser or --headless-check.`);
  const headless = words.includes('--headless-check');
  return { headless, browser: headless || words.includes('--browser') || !onPath('code') };
}

/** Opens the pinned server and gives the address a browser asks for; the token in it keeps other users of the machine out. */
async function startBrowserEditor(base, shop, vsix) {
  const host = await ensureVscodeHost();
  const token = randomBytes(24).toString('hex');
  const settings = { 'git.enabled': true };
  const server = await startVscodeServer({ host, base, vsix: [vsix], settings, token });
  return { home: server.home, url: `${server.address}/?tkn=${token}&folder=${encodeURIComponent(shop)}` };
}

async function ensureAll(headless) {
  checkNodeVersion();
  const system = [programs.git, programs.curl, programs.sqlite];
  await ensurePrograms(headless ? [...system, programs.browser] : system);
  await ensureNodeModules(root);
}

await runMain(async () => {
  process.chdir(root);
  const { headless, browser } = readWords(process.argv.slice(2));
  await ensureAll(headless);
  const vsix = await ensureProduct(root);
  // Short: a socket's whole path has to fit in about 100 bytes.
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-demo-')));
  removeAtEnd(base);
  const shop = path.join(base, 'shop');
  say(`demo: making the shop in ${shop}`);
  await makeShop(shop);
  const editor = browser ? await startBrowserEditor(base, shop, vsix) : await startDesktop(base, shop, vsix);
  start(process.execPath, [path.join(here, 'runner.mjs'), shop], {
    env: cleanEnvironment(editor.home),
    stdio: ['ignore', 1, 2],
  });
  if (headless) {
    const { checkFirstHold } = await import('./headlessCheck.mjs');
    await checkFirstHold(editor.url, base);
    say('demo: the queue shows the first held action');
    process.exit(0);
  }
  say(browser ? `demo: open this address in your browser:\n\n  ${editor.url}\n` : 'demo: VS Code is open');
  say('demo: Ctrl-C ends it all and removes the shop');
  // The editor stays after the last action, so that the record and what is left of the shop can be looked at.
  await (editor.closed ?? new Promise(() => setInterval(() => undefined, 1 << 30)));
  process.exit(0);
});
