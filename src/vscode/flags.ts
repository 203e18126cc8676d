import * as vscode from 'vscode';
import { actionText } from '../action/actionText.ts';
import { placeRange } from '../app/card/text/documentText.ts';
import { flagMarks } from '../app/card/text/flagMarks.ts';
import { rangeIn, type ActionDocuments } from './actionDocument.ts';
import { COLOURS } from './contributions.ts';
import type { Desk } from './desk.ts';

/** Underlines what findings point at, numbers them as on the card, and says why on hover. */
export function openFlags(desk: Desk, documents: ActionDocuments): vscode.Disposable {
  const decoration = vscode.window.createTextEditorDecorationType({
    // Wavy as the editor's own diagnostics; the number behind it carries the meaning without colour.
    textDecoration: 'underline wavy',
    overviewRulerColor: new vscode.ThemeColor(COLOURS.high),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    after: { color: new vscode.ThemeColor(COLOURS.high), margin: '0 0.2em' },
  });

  const flag = async (editor: vscode.TextEditor): Promise<void> => {
    const hold = documents.holdOf(editor.document.uri);
    if (hold === undefined) return;
    const text = await documents.textOf(hold);
    const options = flagMarks(hold.judgement.verdict.findings, actionText(hold.intent.action).length).map((mark) => ({
      range: rangeIn(editor.document, placeRange(text, mark.range)),
      hoverMessage: asText(mark.hover),
      ...(mark.after === undefined ? {} : { renderOptions: { after: { contentText: mark.after } } }),
    }));
    editor.setDecorations(decoration, options);
  };
  const decorate = (): void => {
    for (const editor of vscode.window.visibleTextEditors) void flag(editor);
  };
  const subscriptions = [
    decoration,
    vscode.window.onDidChangeVisibleTextEditors(decorate),
    vscode.workspace.onDidChangeTextDocument(decorate),
    desk.onDidChange(decorate),
  ];
  decorate();
  return vscode.Disposable.from(...subscriptions);
}

/** What a finding quotes is hostile. */
function asText(sentence: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown.appendText(sentence);
}
