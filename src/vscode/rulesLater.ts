import * as vscode from 'vscode';
import type { Desk } from './desk.ts';
import { isRulesFile } from './ruleFiles.ts';

/** What is shown in rules files, loaded with the first one that is open or has a problem: most windows have none. */
export function openRulesLater(desk: Desk, dist: string, failed: (reason: unknown) => void): vscode.Disposable {
  let opened: vscode.Disposable | undefined;
  let asked = false;
  let closed = false;
  const look = (): void => {
    if (asked || closed) return;
    const problem = desk
      .product()
      ?.ruleFiles()
      .some(({ problems, unreadable }) => problems.length > 0 || unreadable !== undefined);
    if (problem !== true && !vscode.workspace.textDocuments.some(isRulesFile)) return;
    asked = true;
    import('./ruleSurfaces.ts').then(({ openRuleSurfaces }) => {
      if (!closed) opened = openRuleSurfaces(desk, dist);
    }, failed);
  };
  look();
  return vscode.Disposable.from(desk.onDidChange(look), vscode.workspace.onDidOpenTextDocument(look), {
    dispose() {
      closed = true;
      opened?.dispose();
    },
  });
}
