import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Product } from '../app/product.ts';
import type { Records } from '../app/rules/notes/ruleTally.ts';
import type { RuleFileStanding } from '../app/rules/ruleFileWatch.ts';
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

/** Undefined: Keyturn does not read this file. */
export async function placeOf({ uri }: vscode.TextDocument, product: Product): Promise<RulesPlace | undefined> {
  const own = path.join(homedir(), '.keyturn');
  const standingOf = (file: string): RuleFileStanding | undefined =>
    product.ruleFiles().find((standing) => standing.path === file);
  if (uri.fsPath === path.join(own, 'rules.jsonc'))
    return { layer: 'user', records: { below: path.join(own, 'record') }, standing: standingOf(uri.fsPath) };
  const above = path.dirname(path.dirname(uri.fsPath));
  // A folder may be open by a link's name.
  const root = await realpath(above).catch(() => above);
  const folder = product.folders().find((one) => one.root === root);
  if (folder === undefined) return undefined;
  const standing = standingOf(path.join(root, '.keyturn', 'rules.jsonc'));
  return { layer: 'workspace', records: { folder: folder.recordFolder }, standing };
}

/** What the person saves of rules in an editor in front of them is no alarm. A file that is not on the screen was written by somebody else. */
export function tellSavedRules(product: () => Product | undefined): vscode.Disposable {
  const tell = (document: vscode.TextDocument): void => {
    if (!isRulesFile(document) || !vscode.window.visibleTextEditors.some((editor) => editor.document === document))
      return;
    product()?.rulesSaved(document.uri.fsPath, document.getText());
  };
  return vscode.Disposable.from(
    // Before it is written, so that no look comes first, and after, since formatting may have changed it.
    vscode.workspace.onWillSaveTextDocument(({ document }) => tell(document)),
    vscode.workspace.onDidSaveTextDocument(tell),
  );
}
