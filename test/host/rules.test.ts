import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { reviewCard } from './card.ts';
import type { Card } from './card.ts';
import { codeEditor } from './codeEditor.ts';
import type { CodeEditor } from './codeEditor.ts';
import { takePicture, widenSideBar } from './picture.ts';
import { queueRow, runFromPalette, statusItem } from './queue.ts';
import { openShop } from './shopWindow.ts';
import type { ShopWindow } from './shopWindow.ts';

const RULES = `{
  // Kept by every edit of Keyturn's.
  "version": 1,
  "rules": [
    {
      "id": "no-spare",
      "when": { "effect": "file.create", "path": "spare/**" },
      "then": "refuse",
      "because": "Nothing new below spare.",
      "examples": [
        { "text": "mkdir spare/a", "expect": "refuse" },
        { "text": "mkdir other", "expect": "refuse" },
      ],
    },
    {
      "id": "wide",
      "when": { "effect": "git.push" },
      "then": "hold",
    },
  ],
}
`;

/** Adds a rule that lets something pass, as any program may that can write the file. */
const TAMPERED = RULES.replace(
  '  "rules": [',
  '  "rules": [\n    { "id": "built", "owner": "me", "when": { "command": ["mkdir", "built"] }, "then": "pass" },',
);

let window: ShopWindow;
let card: Card;
let editor: CodeEditor;
let rulesFile: string;

before(async () => {
  window = await openShop({
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
      'workbench.colorTheme': 'Dark Modern',
      'editor.minimap.enabled': false,
      'breadcrumbs.enabled': false,
    },
    pixels: 2,
  });
  card = reviewCard(window.page);
  editor = codeEditor(window.page);
  rulesFile = path.join(window.shop, '.keyturn', 'rules.jsonc');
  await mkdir(path.dirname(rulesFile), { recursive: true });
  await writeFile(rulesFile, RULES);
  await window.socket();
  // The gate answers a moment before commands do.
  await statusItem(window.page).filter({ hasNotText: 'starting' }).waitFor({ timeout: 30_000 });
  window.page.setDefaultTimeout(15_000);
});

after(() => window?.close());

const filed = async (command: string): Promise<string> => (await window.file(command)).state;

// One story in one window: each step begins where the one before ended.
test('rules, as a person writes and accepts them', async (t) => {
  const { page } = window;

  await t.test('in Restricted Mode everything waits, and no rule of the workspace is read', async () => {
    for (const command of ['mkdir spare/a', 'git status']) {
      const held = await window.file(command);
      assert.equal(held.state, 'held', `${command}: no rule of the workspace is read, and nothing passes`);
      await window.withdraw(held);
    }
  });

  await t.test('trusted, the rule refuses, and says so above itself and beside its examples', async () => {
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).click();
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    // The editor shows it in front of everything.
    await page.locator('.workspace-trust-header.workspace-trust-trusted').waitFor();
    await page.locator('.monaco-modal-editor-block').getByRole('button', { name: /close/i }).first().click();
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'hidden' });
    await runFromPalette(page, 'Keyturn: Edit Workspace Rules');
    // Says so once the extension has heard of the trust, and not before.
    await editor.lens('In force as it is saved').waitFor();
    assert.equal(await filed('mkdir spare/a'), 'refused');
    await editor.lens('refused 1 this week').waitFor();
    await editor.lens('decided nothing this week').waitFor();
    await editor.shows(/"mkdir spare\/a".*✓ as expected/);
    await editor.shows(/"mkdir other".*✗ comes to hold: path not met/);
  });

  await t.test('a mistyped effect is marked, and one key mends it', async () => {
    await editor.caretBehind(RULES, '"effect": "file.create');
    await page.keyboard.press('Backspace');
    await editor.squiggles.first().waitFor();
    await takePicture(page, 'rules-file');
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget', { hasText: 'Change to "file.create"' }).waitFor();
    await page.keyboard.press('Enter');
    await editor.shows('"effect": "file.create"');
    await editor.squiggles.first().waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+s');
    // What is written before the editor has saved would be written over.
    for (let left = 100; left > 0 && (await readFile(rulesFile, 'utf8')) !== RULES; left -= 1)
      await page.waitForTimeout(50);
    assert.equal(await readFile(rulesFile, 'utf8'), RULES);
  });

  await t.test(
    'a file that somebody else changed is an alarm, and what it loosens waits on a card with the lines',
    async () => {
      await writeFile(rulesFile, TAMPERED);
      const held = await window.file('mkdir built');
      assert.equal(held.state, 'held', 'nobody has accepted the rule');
      await queueRow(page, /rules\.jsonc.*"built"/).waitFor();
      // What else waits would come before the receipt later on.
      await window.withdraw(held);
      await editor.lens('Lets more through than you accepted').locator('a').click();
      await card.shows('Let this workspace’s changed rules loosen?');
      assert.match(
        await card.text(),
        /added:\s*\{ "id": "built", "owner": "me"/,
        'the card must show the line that was added',
      );
      await widenSideBar(page, 520);
      await takePicture(page, 'rules-card');
      await card.press('Accept these rules');
      await editor.lens('In force as it is saved').waitFor();
      assert.equal(await filed('mkdir built'), 'passed', 'accepted, it lets exactly this pass');
      assert.equal(await filed('mkdir spare/a'), 'refused', 'what tightens goes on');
    },
  );
});
