import assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
import { PATIENCE } from './patience.ts';

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

/** The id of an intent that comes as a file. */
const BY_FILE = '01JD5ZK9Q8W7X6V5T4S3R2Q1P0';

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
      // In a browser it is on: what is saved, and when, is part of the story.
      'files.autoSave': 'off',
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
  await statusItem(window.page).filter({ hasNotText: 'starting' }).waitFor({ timeout: PATIENCE });
  window.page.setDefaultTimeout(PATIENCE);
});

after(() => window?.close());

const filed = async (command: string): Promise<string> => (await window.file(command)).state;

/** Does it as often as a patient person would, with a key in between. */
async function again(act: () => Promise<void>, key?: string): Promise<void> {
  for (let left = 5; ; left -= 1) {
    try {
      return await act();
    } catch (problem) {
      if (left === 0) throw problem;
      if (key !== undefined) await window.page.keyboard.press(key);
    }
  }
}

// One story in one window: each step begins where the one before ended.
test('rules, as a person writes and accepts them', async (t) => {
  const { page } = window;

  await t.test('in Restricted Mode the queue says what that means, and the intent folder is refused', async () => {
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await page.getByText('In Restricted Mode everything waits for you').first().waitFor();
    const intents = path.join(window.shop, '.keyturn', 'intents');
    await mkdir(intents, { recursive: true });
    const action = { kind: 'shell', command: 'ls', shell: 'bash', cwd: window.shop };
    await writeFile(`${intents}.part`, JSON.stringify({ version: 1, id: BY_FILE, runner: { name: 'file' }, action }));
    await rename(`${intents}.part`, path.join(intents, `${BY_FILE}.json`));
    // Nothing tells that a file is left alone: longer than two looks at the folder.
    await page.waitForTimeout(2500);
    assert.match(
      await window.state(BY_FILE),
      /^(404|refused)/,
      'a repository that is not trusted may not speak through files',
    );
    await rm(path.join(intents, `${BY_FILE}.json`), { force: true });
  });

  await t.test('in Restricted Mode everything waits, and no rule of the workspace is read', async () => {
    for (const command of ['mkdir spare/a', 'git status', 'rm -rf migrations']) {
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

  await t.test('fields are offered with what they mean, and explained where they stand', async () => {
    await editor.caretBehind(RULES, '"when": { ');
    const offered = page.locator('.suggest-widget .monaco-list-row', { hasText: 'environment' });
    // The editor's own server for JSON may still be starting: then it offers nothing, and one asks again.
    await again(async () => {
      await page.keyboard.press('Control+Space');
      await offered.waitFor({ timeout: 4000 });
    }, 'Escape');
    const chosen = page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'environment' });
    for (let left = 20; left > 0 && (await chosen.count()) === 0; left -= 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-details', { hasText: 'this environment or a worse one' }).waitFor();
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
    await takePicture(page, 'rules-typo');
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget', { hasText: 'Change to "file.create"' }).waitFor();
    await page.keyboard.press('Enter');
    await editor.shows('"effect": "file.create"');
    await editor.squiggles.first().waitFor({ state: 'hidden' });
    await editor.shows(/✗ comes to hold: path not met/);
    await takePicture(page, 'rules-file');
    const unsaved = page.locator('.tab.active.dirty');
    await unsaved.waitFor();
    await page.keyboard.press('Control+s');
    // What is written before the editor has saved would be written over.
    await unsaved.waitFor({ state: 'hidden' });
    assert.equal(await readFile(rulesFile, 'utf8'), RULES);
    assert.equal(await queueRow(page, /rules\.jsonc/).count(), 0, 'what the person saves is no alarm');
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
    const held = await window.file('mkdir fresh');
    assert.equal(held.state, 'held', 'the card alone lets nothing pass');
    await window.withdraw(held);
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
      // What holds more comes first: of the first question that is to hold at all.
      if (question !== '1 of 3') await page.keyboard.press('ArrowDown');
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
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const mode = page.locator('.setting-item-contents', { hasText: 'Keyturn: Mode' }).locator('select').first();
    // What is shown of the settings is drawn anew once it is found: a choice made before that is none.
    await again(async () => {
      await mode.selectOption('hold');
      await mode.selectOption('observe');
      await queueRow(page, /only watch/i).waitFor({ timeout: 6000 });
    });
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
    assert.equal(await page.locator('.editor-instance .squiggly-warning').count(), 0, 'nor beside the rules in force');
    await runFromPalette(page, 'Preferences: Open Settings (UI)');
    await page.locator('.settings-editor .monaco-editor').first().waitFor();
    await page.keyboard.type('keyturn.mode');
    await again(async () => {
      await mode.selectOption('hold');
      await statusItem(page).filter({ hasNotText: 'WATCHING' }).waitFor({ timeout: 6000 });
    });
    assert.equal(await filed('rm -rf migrations'), 'held');
  });
});
