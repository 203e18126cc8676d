import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { reviewCard } from './card.ts';
import type { Card } from './card.ts';
import { startDemoRunner } from './demoRunner.ts';
import type { DemoRunner } from './demoRunner.ts';
import { takePicture, TAKES_PICTURES, widenSideBar } from './picture.ts';
import { queueRow, runFromPalette } from './queue.ts';
import { openShop } from './shopWindow.ts';
import type { ShopWindow } from './shopWindow.ts';
import { PATIENCE } from './patience.ts';

let window: ShopWindow;
let runner: DemoRunner;
let card: Card;

const query = (sql: string): string =>
  execFileSync('sqlite3', [path.join(window.shop, 'shop.db'), sql], { encoding: 'utf8' }).trim();
const read = (name: string): string => readFileSync(path.join(window.shop, name), 'utf8');

before(async () => {
  // As it looks on a person's screen, in the picture too.
  window = await openShop({
    settings: {
      'workbench.colorTheme': 'Dark Modern',
      'editor.minimap.enabled': false,
      'breadcrumbs.enabled': false,
      'editor.wordWrap': 'on',
    },
    pixels: TAKES_PICTURES ? 2 : 1,
  });
  card = reviewCard(window.page);
  await window.socket();
  runner = startDemoRunner(window.shop, window.home);
});

after(async () => {
  await runner?.stop();
  await window?.close();
});

/** The README's picture: two more actions wait, the text and the list of all that it hits are open beside the card. */
async function pictureOfTheDrop(): Promise<void> {
  const others = [await window.file('git push --force origin main'), await window.file('rm -rf migrations')];
  await (await card.frame()).getByRole('button', { name: 'Open in editor' }).click();
  await window.page.locator('.editor-instance .view-lines', { hasText: 'DROP' }).waitFor({ timeout: PATIENCE });
  await runFromPalette(window.page, 'View: Split Editor Down');
  await runFromPalette(window.page, 'Keyturn: Open List of Affected Objects');
  await window.page.locator('.editor-instance .view-lines', { hasText: 'foreign key' }).waitFor({ timeout: PATIENCE });
  await window.page.setViewportSize({ width: 1280, height: 900 });
  await widenSideBar(window.page, 500);
  await (await card.frame()).locator('h1').first().scrollIntoViewIfNeeded();
  await takePicture(window.page, 'drop-table');
  for (const other of others) await window.withdraw(other);
}

// One story: each step begins where the one before ended.
test('the demo, with clicks and keys', async (t) => {
  await t.test('plain reads pass and run', async () => {
    for (const title of [/1\. look around[^]*?\n {2}(passed|held)/, /2\. count the orders[^]*?\n {2}(passed|held)/]) {
      const told = await runner.says(title);
      assert.match(told, /passed$/, 'what only reads must pass, from the first moment on');
      await runner.says(/exit code 0/);
    }
  });

  await t.test('rm -rf: the card counts tracked, untracked and ignored files; approved, it runs', async () => {
    await runner.says(/3\. remove a folder[\s\S]*?held/);
    await queueRow(window.page, /reports/).waitFor({ timeout: PATIENCE });
    await card.shows(/rm -rf reports/);
    const text = await card.text();
    assert.match(text, /29/, `29 files lie below reports, and the card should say so:\n${text}`);
    assert.match(text, /untracked|not in git/i, text);
    await card.approve();
    await runner.says(/approved by a person[\s\S]*?exit code 0/);
    assert.ok(!existsSync(path.join(window.shop, 'reports')), 'what was approved must really run');
  });

  await t.test('git reset --hard: denied with a note, which goes back', async () => {
    await runner.says(/4\. throw away[\s\S]*?held/);
    await card.shows(/git reset --hard/);
    await card.deny('keep the discounts, they are not finished');
    await runner.says(/denied: keep the discounts, they are not finished; nothing ran/);
    assert.match(read('src/cart.js'), /discountFor/, 'denied: the uncommitted work must still be there');
  });

  await t.test('DELETE: exact rows and the cascade are counted; approved, they are gone', async () => {
    await runner.says(/5\. delete orders[\s\S]*?held/);
    await card.shows(/4,744/);
    const text = await card.text();
    assert.match(text, /order_items/, `the cascade to order_items must be named:\n${text}`);
    assert.match(text, /14,23\d/, `the rows of order_items that go along must be counted:\n${text}`);
    await card.approve();
    await runner.says(/approved by a person[\s\S]*?exit code 0/);
    assert.equal(query("SELECT count(*) FROM orders WHERE created_at < '2023-01-01'"), '0');
  });

  await t.test('DROP TABLE: nothing but the typed name opens Approve', async () => {
    await runner.says(/6\. drop a table[\s\S]*?held/);
    await card.shows(/DROP TABLE users/);
    assert.match(await card.heading(), /users/, 'the verdict names the table');
    await pictureOfTheDrop();
    await card.pressApprove();
    await card.typeWord('user');
    await card.pressApprove();
    assert.equal(
      query("SELECT count(*) FROM sqlite_schema WHERE name = 'users'"),
      '1',
      'a half-typed name approves nothing',
    );
    assert.equal(await card.askedWord(), 'users');
    await card.approve();
    await runner.says(/approved by a person[\s\S]*?exit code 0/);
    assert.equal(
      query("SELECT count(*) FROM sqlite_schema WHERE name = 'users'"),
      '0',
      'approved: the table is dropped',
    );
  });

  await t.test('SQL as its own intent', async () => {
    await runner.says(/7\. change every price[\s\S]*?held/);
    await card.shows(/products/);
    await card.shows(/320/);
    await card.deny('the sale is for shoes only');
    await runner.says(/denied: the sale is for shoes only/);
    assert.equal(query('SELECT min(price_cents) > 150 FROM products'), '1', 'denied: prices stay');
  });

  await t.test('curl | sh', async () => {
    await runner.says(/8\. download[\s\S]*?held/);
    await card.shows(/get\.shop-tools\.example/);
    await card.deny();
    await runner.says(/denied; nothing ran/);
  });

  await t.test('the GraphQL mutation is named', async () => {
    await runner.says(/9\. delete a volume[\s\S]*?held/);
    await card.shows(/volumeDelete/);
    await card.deny();
    await runner.says(/denied; nothing ran/);
  });

  await t.test('a long chain shows the danger at its end', async () => {
    await runner.says(/10\. a long chain[\s\S]*?held/);
    await card.shows(/rm -rf migrations/);
    assert.match(await card.heading(), /migrations/, 'the verdict is about the last step, not about the first');
    await card.deny();
    await runner.says(/denied; nothing ran/);
    assert.ok(existsSync(path.join(window.shop, 'migrations')), 'denied: the folder stays');
  });

  await t.test('what cannot be read is held as unknown', async () => {
    await runner.says(/11\. a command that cannot be read[\s\S]*?held/);
    await card.shows(/base64/);
    await card.deny('say what you want to do');
    await runner.says(/denied: say what you want to do/);
    await runner.says(/The demo is over/);
  });
});
