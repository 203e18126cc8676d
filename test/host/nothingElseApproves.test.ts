import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { call } from '../demo/client.mjs';
import { COMMANDS } from '../../src/vscode/contributions.ts';
import { reviewCard } from './card.ts';
import type { Card } from './card.ts';
import { openShop } from './shopWindow.ts';
import type { Filed, ShopWindow } from './shopWindow.ts';
import { packStranger } from './stranger.ts';
import type { Stranger } from './stranger.ts';
import { PATIENCE } from './patience.ts';

let folder: string;
let stranger: Stranger;
let window: ShopWindow;
let held: Filed;
let card: Card;

/** Commands that end a hold on the safe side: they deny. All others must leave it held. */
const denying: ReadonlySet<string> = new Set(['keyturn.deny', 'keyturn.stop']);

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nothing-'));
  stranger = await packStranger(folder);
  window = await openShop({ vsix: [stranger.vsix], environment: stranger.environment });
  await window.socket();
  // With our views out of sight a held action is announced.
  await window.page
    .locator('.activitybar')
    .getByRole('tab', { name: /^Explorer/ })
    .click();
  await window.page.locator('.explorer-folders-view').waitFor({ timeout: PATIENCE });
  // The extension hears of it a moment later.
  await window.page.waitForTimeout(1500);
  // One that a single click approves: whatever presses anything at all would do.
  held = await window.file('touch brand-new.txt');
  await window.page
    .locator('.notifications-toasts, .notifications-center')
    .getByRole('button', { name: 'Review' })
    .first()
    .click();
  // A card that is drawn and past its dead time: the moment at which a stray approval would count.
  card = reviewCard(window.page);
  await card.shows('touch brand-new.txt');
});

after(async () => {
  await window?.close();
  await rm(folder, { recursive: true, force: true });
});

const stillHeld = async (after: string): Promise<void> =>
  assert.equal(await window.state(held.id), 'held', `after ${after} the action must still be held`);

test('the action that everything below tries to get approved is held, also after its notification was clicked', async () => {
  assert.equal(held.state, 'held');
  assert.equal(held.level, 'low', 'the card must ask for no more than a click, or less would be tried than could be');
  await stillHeld('the notification and its button');
});

test('no command of Keyturn approves, whatever it is given', async () => {
  const known = (await stranger.does('commands')).value as readonly string[];
  const ours = known.filter((id) => id.startsWith('keyturn'));
  assert.ok(
    Object.keys(COMMANDS).every((id) => ours.includes(id)),
    'the stranger must see every contributed command',
  );
  for (const id of ours.filter((command) => !denying.has(command))) {
    for (const words of [[], [held.id], [{ id: held.id }], [{ id: held.id, hold: held, approve: true }, true]]) {
      await stranger.does('command', { id, words }, 400);
      await window.page.keyboard.press('Escape');
    }
    await stillHeld(id);
  }
});

test('another extension gets no interface of ours to call', async () => {
  assert.deepEqual(await stranger.does('exported'), {}, 'activate() must return nothing');
});

test('another extension cannot take the place of the card or of a command', async () => {
  const view = await stranger.does('provide', { view: 'keyturn.review' });
  assert.match(view.error ?? '', /already/, 'a second provider was taken for the card');
  const command = await stranger.does('register', { id: 'keyturn.reviewRow' });
  assert.match(command.error ?? '', /already/, 'a second handler was taken for a command of ours');
  await card.shows('touch brand-new.txt');
  await stillHeld('a second provider');
});

test("the editor's own commands that press, submit and accept do not approve", async () => {
  const known = (await stranger.does('commands')).value as readonly string[];
  const pressing = known.filter((id) =>
    /^(notifications?\.|quickInput\.|list\.(select|expand|toggle)|workbench\.action\.(acceptSelectedQuickOpenItem|webview\.))/.test(
      id,
    ),
  );
  assert.ok(pressing.length > 10, `only ${pressing.length} commands of the editor were found`);
  for (const id of ['keyturn.queue.focus', 'keyturn.review.focus', ...pressing])
    await stranger.does('command', { id, words: [] }, 300);
  await stillHeld("the editor's own commands");
});

test('a task, and our own command line in it, does not approve', async () => {
  const line = `"$HOME/.keyturn/bin/keyturn" exec ${held.id} </dev/null; "$HOME/.keyturn/bin/keyturn" approve ${held.id}; true`;
  await stranger.does('task', { line: `timeout 4 sh -c '${line}'` }, 10_000);
  await stillHeld('a task');
});

test('the socket has no way to approve', async () => {
  const socket = await window.socket();
  const token = { Authorization: `Bearer ${held.token}` };
  for (const method of ['POST', 'PUT', 'PATCH']) {
    for (const end of ['', '/approve', '/decision', '/deny', '/grant']) {
      const answer = await call(
        socket,
        method,
        `/v1/intents/${held.id}${end}`,
        { state: 'approved', approve: true },
        token,
      );
      assert.ok(answer.status >= 400, `${method} …${end} answered ${answer.status}`);
    }
  }
  const forged = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ sub: held.id, jti: 'x' })).toString('base64url')}.`;
  const claimed = await call(socket, 'POST', '/v1/grants/x/claim', { grant: forged, digest: held.digest }, token);
  assert.ok(claimed.status >= 400 && claimed.body?.go !== true, `a forged grant was answered ${claimed.status}`);
  const outcome = await call(socket, 'POST', `/v1/intents/${held.id}/outcome`, { exitCode: 0, sealed: false }, token);
  assert.ok(outcome.status >= 400, `an outcome before any approval was answered ${outcome.status}`);
  await stillHeld('the socket');
});

test('the intent folder has no way to approve', async () => {
  const own = path.join(window.shop, '.keyturn');
  for (const place of ['intents', 'decisions']) {
    await mkdir(path.join(own, place), { recursive: true });
    const file = path.join(own, `${held.id}.json.part`);
    await writeFile(file, JSON.stringify({ id: held.id, state: 'approved', by: 'person', grant: 'x' }));
    await rename(file, path.join(own, place, `${held.id}.json`));
  }
  await window.page.waitForTimeout(1500);
  await stillHeld('files in the intent folder');
});

test('settings of the workspace and of the user do not loosen what is in force', async () => {
  await mkdir(path.join(window.shop, '.vscode'), { recursive: true });
  await writeFile(path.join(window.shop, '.vscode', 'settings.json'), JSON.stringify({ 'keyturn.autoPass': 'low' }));
  await stranger.does('setting', { name: 'keyturn.autoPass', value: 'low' });
  await window.page.waitForTimeout(1000);
  const next = await window.file('touch new-file.txt');
  assert.equal(
    next.state,
    'held',
    '"low" would pass this: it must not be in force before a person accepts it on the card',
  );
  await stillHeld('changed settings');
});

test('keys that are pressed outside the card do not approve', async () => {
  for (const place of ['workbench.action.terminal.focus', 'keyturn.queue.focus', 'workbench.action.focusStatusBar']) {
    await stranger.does('command', { id: place, words: [] }, 1500);
    for (const key of ['Control+Enter', 'Control+Shift+Enter', 'Escape']) await window.page.keyboard.press(key);
  }
  await stillHeld('keys outside the card');
});

test('while a debugger is attached to the extension host not even the person approves', async () => {
  await stranger.does('command', { id: 'keyturn.reviewRow', words: [held.id] }, 1000);
  await card.shows('touch brand-new.txt');
  assert.deepEqual(await stranger.does('inspect', { on: true }), { value: true });
  // A press within the dead time of a card that was drawn anew counts for nothing: then a person presses again.
  for (let left = 10; left > 0 && !/debugger is attached/.test(await card.text()); left -= 1) {
    // Drawn anew between the look and the press, the card may have no such button any more.
    await card.pressApprove().catch(() => undefined);
    await window.page.waitForTimeout(1000);
  }
  await card.shows(/debugger is attached/);
  await stillHeld('a press under a debugger');
  assert.deepEqual(await stranger.does('inspect', { on: false }), { value: false });
});

// The last one with something to press: the editor asks again and again, over everything, what became of such a link.
test('a link does not approve', async () => {
  const { value: scheme } = await stranger.does('scheme');
  for (const place of ['approve', 'grant', '', 'review']) {
    await stranger.does(
      'link',
      { uri: `${String(scheme)}://keyturn.keyturn/${place}?id=${held.id}&approve=true` },
      700,
    );
    await window.page.keyboard.press('Escape');
  }
  await stillHeld('links');
});

test('commands that end a hold deny it', async () => {
  await stranger.does('command', { id: 'keyturn.stop', words: [] }, 3000);
  assert.match(await window.state(held.id), /^(stopped|denied)$/, 'Stop denies all that is held');
});

test('a running stop is not ended by a command, nor by taking its file away', async () => {
  await stranger.does('command', { id: 'keyturn.resume', words: [] }, 1500);
  await rm(path.join(window.home, '.keyturn', 'stopped'), { force: true });
  await window.page.waitForTimeout(1500);
  const answer = await call(await window.socket(), 'GET', '/v1/health');
  assert.equal(answer.body.stopped, true, 'Resume… only shows the card on which a person resumes');
});
