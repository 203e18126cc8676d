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
  const watches = await ask(watch, 'no');
  if (watches === undefined) return;
  const reaches = watches ? false : await ask(databases, 'yes');
  if (reaches === undefined) return;
  const all = watches || reaches ? false : await ask(everything, 'yes');
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

/** `first`: the answer that holds more, which a mere Enter gives. */
async function ask(
  { title, yes, no }: { readonly title: string; readonly yes: string; readonly no: string },
  first: 'yes' | 'no',
): Promise<boolean | undefined> {
  const answer = await vscode.window.showQuickPick(first === 'yes' ? [yes, no] : [no, yes], {
    title,
    ignoreFocusOut: true,
  });
  return answer === undefined ? undefined : answer === yes;
}
