import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page that the card is drawn in. Nothing is loaded but our own script, style and icon font. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(24).toString('base64url');
  const uri = (...parts: string[]): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...parts)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${uri('dist', 'codicon.css')}">
<link rel="stylesheet" href="${uri('media', 'card.css')}">
<title>Keyturn</title>
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${uri('dist', 'card.js')}"></script>
</body>
</html>`;
}
