import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Product } from '../app/product.ts';
import type { Records } from '../app/rules/notes/ruleTally.ts';
import type { RuleFileStanding } from '../app/rules/ruleFileWatch.ts';
import { folderOf, knownRulesFile, ownRules } from '../app/rules/rulesPath.ts';
import type { Layer } from '../rules/compile.ts';

/** Rules files, and those that are begun and not saved yet. */
export const RULES_FILES: vscode.DocumentSelector = [
  { scheme: 'file', pattern: '**/.keyturn/rules.jsonc' },
  { scheme: 'untitled', pattern: '**/.keyturn/rules.jsonc' },
];

export function isRulesFile(document: vscode.TextDocument): boolean {
  return vscode.languages.match(RULES_FILES, document) > 0;
}

/** A rules file that counts: the person's own, or that of an open folder. */
export interface RulesPlace {
  readonly layer: Layer;
  /** Where its rules' decisions are written down. */
  readonly records: Records;
  readonly standing: RuleFileStanding | undefined;
}

/** `~/.keyturn` */
const PLACE = path.join(homedir(), '.keyturn');

/** The document's file as Keyturn names it. */
export function ruleFileOf({ fsPath }: vscode.Uri): Promise<string> {
  return knownRulesFile(fsPath, PLACE);
}

/** Undefined: Keyturn does not read this file. */
export async function placeOf({ uri }: vscode.TextDocument, product: Product): Promise<RulesPlace | undefined> {
  const file = await ruleFileOf(uri);
  const standing = product.ruleFiles().find((one) => one.path === file);
  if (file === ownRules(PLACE)) return { layer: 'user', records: { below: path.join(PLACE, 'record') }, standing };
  const folder = product.folders().find(({ root }) => root === folderOf(file));
  return folder && { layer: 'workspace', records: { folder: folder.recordFolder }, standing };
}

/** What the person saves of rules in an editor in front of them is no alarm. A file that is not on the screen was written by somebody else. */
export function tellSavedRules(product: () => Product | undefined): vscode.Disposable {
  const tell = async (document: vscode.TextDocument): Promise<void> => {
    if (!isRulesFile(document) || !isShown(document)) return;
    await product()?.rulesSaved(document.uri.fsPath, document.getText());
  };
  return vscode.Disposable.from(
    // Before it is written, so that no look comes first, and after, since formatting may have changed it.
    vscode.workspace.onWillSaveTextDocument((event) => event.waitUntil(tell(event.document))),
    vscode.workspace.onDidSaveTextDocument((document) => void tell(document)),
  );
}

/** A file that is begun is saved by another document than the one on the screen, of the same path. */
function isShown({ uri }: vscode.TextDocument): boolean {
  return vscode.window.visibleTextEditors.some(({ document }) => document.uri.fsPath === uri.fsPath);
}
