import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { lookForStarter } from '../app/rules/lookForStarter.ts';
import { readRulesText } from '../app/rules/readRulesText.ts';
import { NOTHING_FOUND, starterRules } from '../app/rules/starter.ts';
import { UNREADABLE_RULES } from '../app/sentences/rules.ts';
import { literal } from './literal.ts';

/** Opens the person's own rules. */
export function editMyRules(): Promise<void> {
  return openRules(path.join(homedir(), '.keyturn', 'rules.jsonc'), undefined);
}

export function editWorkspaceRules(root: string): Promise<void> {
  return openRules(path.join(root, '.keyturn', 'rules.jsonc'), root);
}

/**
 * Opens a rules file. Where there is none, a starter stands in the editor and nothing is written until the person saves it:
 * anything may call a command. A link or a pipe is named, not opened.
 */
async function openRules(file: string, root: string | undefined): Promise<void> {
  await showRules(file, async () =>
    // A folder that nobody trusts names nothing.
    starterRules(
      root === undefined || !vscode.workspace.isTrusted ? NOTHING_FOUND : await lookForStarter(root, homedir()),
    ),
  );
}

/** Opens a rules file, with a text to begin with where there is none. True: that text stands in the editor. */
export async function showRules(file: string, begin: () => Promise<string>): Promise<boolean> {
  const read = await readRulesText(file);
  const uri = vscode.Uri.file(file);
  if (!read.ok && read.why !== 'absent') {
    void vscode.window.showWarningMessage(literal(`${file}: ${UNREADABLE_RULES[read.why]}`));
    return false;
  }
  const document = await vscode.workspace.openTextDocument(read.ok ? uri : uri.with({ scheme: 'untitled' }));
  await vscode.window.showTextDocument(document);
  if (read.ok || document.getText() !== '') return false;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), await begin());
  return vscode.workspace.applyEdit(edit);
}
