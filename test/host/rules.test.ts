import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { reviewCard } from './card.ts';
import type { Card } from './card.ts';
import { codeEditor } from './codeEditor.ts';
import type { CodeEditor } from './codeEditor.ts';
import { takePicture, widenSideBar } from './picture.ts';
import { openRow, queueRow, runFromPalette, statusItem } from './queue.ts';
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
  window.page.setDefaultTimeout(15_000);
});

after(() => window?.close());

const filed = async (command: string): Promise<string> => (await window.file(command)).state;

// One story in one window: each step begins where the one before ended.
test('rules, as a person writes and accepts them', async (t) => {
  const { page } = window;

  await t.test('in Restricted Mode everything waits, and the file says that it is not read', async () => {
    for (const command of ['mkdir spare/a', 'git status']) {
      const held = await window.file(command);
      assert.equal(held.state, 'held', `${command}: no rule of the workspace is read, and nothing passes`);
      await window.withdraw(held);
    }
    await runFromPalette(page, 'Keyturn: Edit Workspace Rules');
    await editor.lens('Not read in Restricted Mode').waitFor();
  });

  await t.test('trusted, the rule refuses, and says so above itself and beside its examples', async () => {
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).click();
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    // The editor shows it in front of everything.
    await page.locator('.workspace-trust-header.workspace-trust-trusted').waitFor();
    await page.locator('.monaco-modal-editor-block').getByRole('button', { name: /close/i }).first().click();
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ state: 'hidden' });
    assert.equal(await filed('mkdir spare/a'), 'refused');
    await runFromPalette(page, 'Keyturn: Edit Workspace Rules');
    await editor.lens('In force as it is saved').waitFor();
    await editor.lens('refused 1 this week').waitFor();
    await editor.lens('decided nothing this week').waitFor();
    await editor.shows(/"mkdir spare\/a".*✓ as expected/);
    await editor.shows(/"mkdir other".*✗ comes to hold: path not met/);
  });

  await t.test('fields are offered with what they mean, and explained where they stand', async () => {
    await editor.caretBehind(RULES, '"when": { ');
    await page.keyboard.press('Control+Space');
    const offered = page.locator('.suggest-widget .monaco-list-row', { hasText: 'environment' });
    await offered.waitFor();
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-details', { hasText: /card shows it|Which|runner|action/ }).waitFor();
    await takePicture(page, 'rules-completion');
    await page.keyboard.press('Escape');
    await editor.caretBehind(RULES, '"the');
    await runFromPalette(page, 'Show or Focus Hover');
    await page.locator('.monaco-hover', { hasText: 'a person types the object’s name' }).waitFor();
    await page.keyboard.press('Escape');
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

  await t.test('a receipt offers the narrowest rule, and writes it when its card is accepted', async () => {
    const asked = await window.file('mkdir fresh');
    await openRow(page, /fresh/);
    await card.shows('mkdir fresh');
    await card.approve();
    await card.shows('Ask less of this…');
    await takePicture(page, 'rules-receipt');
    assert.equal(await window.state(asked.id), 'approved');
    await card.press('Ask less of this…');
    await card.shows('Let “mkdir fresh” pass without asking?');
    const again = await window.file('mkdir fresh');
    assert.equal(again.state, 'held', 'the card alone lets nothing pass');
    await window.withdraw(again);
    await takePicture(page, 'rules-learned');
    await card.press('Let it pass');
    await editor.shows('"owner": "learned"');
    assert.equal(await filed('mkdir fresh'), 'passed');
    const written = await readFile(rulesFile, 'utf8');
    assert.match(written, /"owner": "learned"/);
    assert.match(written, /\/\/ Kept by every edit of Keyturn's\./, 'comments survive');
  });

  await t.test('three questions, answered by keys, open a preset that counts once it is saved', async () => {
    await runFromPalette(page, 'Keyturn: Choose a Preset of Rules…');
    for (const question of ['1 of 3', '2 of 3', '3 of 3']) {
      await page.locator('.quick-input-widget', { hasText: question }).waitFor();
      if (question === '1 of 3') await takePicture(page, 'rules-preset');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    }
    await editor.shows('Keyturn preset "solo"');
    await page.keyboard.press('Control+s');
    await editor.lens('In force as it is saved').waitFor();
    assert.match(await readFile(path.join(window.home, '.keyturn', 'rules.jsonc'), 'utf8'), /preset "solo"/);
    assert.equal(await filed('mkfs.ext4 /dev/sda1'), 'refused', 'the person’s own file is in force');
    assert.equal(await queueRow(page, /home.*rules\.jsonc/).count(), 0, 'what the person saves is no alarm');
    assert.equal(
      await page.locator('.editor-instance .squiggly-warning').count(),
      0,
      'our own preset has nothing to mend',
    );
  });

  await t.test('to only watch waits for a card, and says so loudly until it is ended', async () => {
    await runFromPalette(page, 'Keyturn: Choose a Preset of Rules…');
    await page.locator('.quick-input-widget', { hasText: '1 of 3' }).waitFor();
    await page.keyboard.press('Enter');
    const mode = page.locator('.setting-item-contents', { hasText: 'Keyturn: Mode' }).locator('select').first();
    await mode.selectOption('observe');
    const held = await window.file('rm -rf migrations');
    assert.equal(held.state, 'held', 'the setting alone lets nothing go');
    await window.withdraw(held);
    await page.keyboard.press('Escape');
    await openRow(page, /only watch/i);
    await card.shows('Hold nothing for a week, and only watch?');
    await card.press('Only watch');
    await statusItem(page).filter({ hasText: 'ONLY WATCHING, nothing is held' }).waitFor();
    assert.equal(await filed('rm -rf migrations'), 'passed');
    await takePicture(page, 'rules-observe');
    await runFromPalette(page, 'Preferences: Open Settings (UI)');
    await page.locator('.settings-editor .monaco-editor').first().waitFor();
    await page.keyboard.type('keyturn.mode');
    await mode.selectOption('hold');
    await statusItem(page).filter({ hasNotText: 'WATCHING' }).waitFor();
    assert.equal(await filed('rm -rf migrations'), 'held');
  });
});
