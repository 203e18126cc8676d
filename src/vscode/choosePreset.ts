import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { presetFor } from '../app/rules/presets.ts';
import { PRESET_QUESTIONS } from '../app/sentences/presets.ts';
import { showRules } from './editRules.ts';
import { literal } from './literal.ts';

/**
 * Asks three questions and opens the person's own rules with the preset that fits. Nothing is written until they save it; where
 * they have rules already, the preset is shown beside them.
 */
export async function choosePreset(extensionPath: string): Promise<void> {
  const { watch, databases, everything, existing } = PRESET_QUESTIONS;
  const watches = await ask(watch);
  if (watches === undefined) return;
  const reaches = watches ? false : await ask(databases);
  if (reaches === undefined) return;
  const all = watches || reaches ? false : await ask(everything);
  if (all === undefined) return;
  const preset = presetFor({ watch: watches, databases: reaches, everything: all });
  const text = await readFile(path.join(extensionPath, 'media', 'presets', `${preset}.jsonc`), 'utf8');
  const took = await showRules(path.join(homedir(), '.keyturn', 'rules.jsonc'), () => Promise.resolve(text));
  if (!took) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'jsonc', content: text }));
    void vscode.window.showInformationMessage(literal(existing));
  }
  // Last: the editor shows its settings in front of everything, and hides them when a text is shown.
  if (preset === 'observe') await vscode.commands.executeCommand('workbench.action.openSettings', 'keyturn.mode');
}

async function ask(question: {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
}): Promise<boolean | undefined> {
  const { title, yes, no } = question;
  const answer = await vscode.window.showQuickPick([yes, no], { title, ignoreFocusOut: true });
  return answer === undefined ? undefined : answer === yes;
}
