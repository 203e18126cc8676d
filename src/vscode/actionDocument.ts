import path from 'node:path';
import * as vscode from 'vscode';
import type { Action } from '../action/action.ts';
import { visibleLine } from '../action/visible.ts';
import { actionText } from '../action/actionText.ts';
import type { TextRange } from '../effect/effect.ts';
import { documentText, placeRange, type TextDocument } from '../app/card/text/documentText.ts';
import { changedTexts, changesOf } from '../app/card/text/changedTexts.ts';
import { fileDiff } from '../app/card/fileDiff.ts';
import { affectedLines, plainText, recordText } from '../app/card/text/plainText.ts';
import { decidedOf, findHold } from '../app/card/waiting.ts';
import {
  changesTitle,
  compareTitle,
  FORMATTED_HEADER,
  GONE,
  HELP,
  NO_SQL,
  NOT_COMPARED,
} from '../app/sentences/documents.ts';
import { diskTexts } from '../app/texts.ts';
import type { Hold } from '../review/hold.ts';
import { openComparison } from './comparison.ts';
import { SCHEME } from './contributions.ts';
import type { Desk } from './desk.ts';
import type { FormatSql } from './formatting.ts';
import { literal } from './literal.ts';

export type DocumentKind = 'text' | 'formatted' | 'affected' | 'plain';

/** Our read-only documents: an action's text in the editor's own colours, and lists that are too long for the card. */
export interface ActionDocuments extends vscode.Disposable {
  /** Shows it; with a range, the caret at its start. False when the action is not there any more, or not all of it shown. */
  open(id: string, kind: DocumentKind, range?: TextRange): Promise<boolean>;
  /** Shows the files that the action would change as they are and as they would be, or says why not. */
  compare(id: string): Promise<void>;
  openHelp(): Promise<void>;
  openRecord(): Promise<void>;
  textOf(hold: Hold): Promise<TextDocument>;
  exactText(id: string): string | undefined;
  /** The hold whose exact text a document shows. */
  holdOf(uri: vscode.Uri): Hold | undefined;
}

const FILES = { text: 'action', formatted: 'formatted.sql', affected: 'affected.txt', plain: 'action.txt' } as const;
/** Texts that are kept while they are looked at. */
const MOST_TEXTS = 4;

const HELP_PATH = '/accessibility-help.txt';
const RECORD_PATH = '/decided-today.txt';

export function openActionDocuments(desk: Desk, format: FormatSql): ActionDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const hold = (id: string): Hold | undefined => {
    const product = desk.product();
    return product === undefined ? undefined : findHold(product, id)?.hold;
  };

  const comparison = openComparison(changed);
  const refused = (sentence: string): void => void vscode.window.showInformationMessage(literal(sentence));

  /** The last few: each is asked for by the editor, the decorations and the caret in turn. */
  const texts = new Map<Action, Promise<TextDocument>>();
  const textOf = ({ intent: { action } }: Hold): Promise<TextDocument> => {
    const text = texts.get(action) ?? documentText(action);
    texts.delete(action);
    texts.set(action, text);
    for (const old of [...texts.keys()].slice(0, -MOST_TEXTS)) texts.delete(old);
    return text;
  };

  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri) {
      if (uri.path === HELP_PATH) return HELP;
      if (uri.path === RECORD_PATH) {
        const product = desk.product();
        if (product === undefined) return GONE;
        const places = product.folders().map(({ recordFolder }) => recordFolder);
        return recordText(decidedOf(product), places);
      }
      const side = comparison.textOf(uri);
      if (side !== undefined) return side;
      const [, id = '', file = ''] = uri.path.split('/');
      const found = hold(id);
      if (found === undefined) return GONE;
      return contentOf(found, file, format, textOf);
    },
  };

  const show = async (uri: vscode.Uri, language?: string, at?: (document: vscode.TextDocument) => vscode.Range) => {
    changed.fire(uri);
    const opened = await vscode.workspace.openTextDocument(uri);
    const document = language === undefined ? opened : await vscode.languages.setTextDocumentLanguage(opened, language);
    const editor = await vscode.window.showTextDocument(document, { preview: true });
    if (at !== undefined) {
      const range = at(document);
      editor.selection = new vscode.Selection(range.start, range.start);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  };

  const registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider);
  return {
    async open(id, kind, range) {
      const found = hold(id);
      if (found === undefined) return false;
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${id}/${FILES[kind]}` });
      if (kind !== 'text') {
        await show(uri);
        return true;
      }
      const text = await textOf(found);
      await show(
        uri,
        text.language,
        range === undefined ? undefined : (document) => rangeIn(document, placeRange(text, range)),
      );
      return text.whole;
    },
    async compare(id) {
      const found = hold(id);
      if (found === undefined) return refused(NOT_COMPARED['not-a-file']);
      const { action } = found.intent;
      if (action.kind === 'file') {
        const texts = await fileDiff(action, diskTexts());
        if ('why' in texts) return refused(NOT_COMPARED[texts.why]);
        const name = visibleLine(path.posix.basename(action.path));
        return comparison.show(id, compareTitle(name), [{ name, ...texts }]);
      }
      const changes = changesOf(found.previews);
      if (changes.length === 0) return refused(NOT_COMPARED['not-a-file']);
      const texts = await changedTexts(changes, found.workspace, diskTexts());
      await comparison.show(id, changesTitle(texts.length, changes.length), texts);
    },
    openHelp: () => show(vscode.Uri.from({ scheme: SCHEME, path: HELP_PATH })),
    openRecord: () => show(vscode.Uri.from({ scheme: SCHEME, path: RECORD_PATH })),
    exactText(id) {
      const found = hold(id);
      return found === undefined ? undefined : actionText(found.intent.action);
    },
    textOf,
    holdOf(uri) {
      const [, id = '', file] = uri.path.split('/');
      return uri.scheme === SCHEME && file === FILES.text ? hold(id) : undefined;
    },
    dispose() {
      registration.dispose();
      changed.dispose();
    },
  };
}

async function contentOf(
  hold: Hold,
  file: string,
  format: FormatSql,
  textOf: ActionDocuments['textOf'],
): Promise<string> {
  switch (file) {
    case FILES.text:
      return (await textOf(hold)).text;
    case FILES.formatted: {
      const texts = await format(hold);
      if (texts.length === 0) return NO_SQL;
      return [FORMATTED_HEADER, ...texts.map(({ title, text }) => `-- ${title}\n\n${text}\n`)].join('\n\n');
    }
    case FILES.affected:
      return `${affectedLines(hold).join('\n')}\n`;
    case FILES.plain:
      return plainText(hold, (await textOf(hold)).text);
    default:
      return GONE;
  }
}

export function rangeIn(document: vscode.TextDocument, [start, end]: TextRange): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
