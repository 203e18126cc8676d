import * as vscode from 'vscode';
import { pageHtml } from './cardView.ts';
import { VIEWS } from './contributions.ts';

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.window.createTreeView(VIEWS.queue, {
      treeDataProvider: { getChildren: () => [], getTreeItem: (row) => row },
    }),
    vscode.window.registerWebviewViewProvider(VIEWS.review, {
      resolveWebviewView(view) {
        view.webview.options = {
          enableScripts: true,
          localResourceRoots: ['dist', 'media'].map((folder) => vscode.Uri.joinPath(context.extensionUri, folder)),
        };
        view.webview.html = pageHtml(view.webview, context.extensionUri);
      },
    }),
  );
}
