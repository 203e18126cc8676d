import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Deck } from '../app/card/deck.ts';
import { openDeck } from '../app/card/deck.ts';
import { EDITOR_WORDS } from '../app/sentences/editor.ts';
import type { ToPage } from '../review/cardMessages.ts';
import type { ActionDocuments } from './actionDocument.ts';
import { cardPage } from './cardPage.ts';
import { VIEWS } from './contributions.ts';
import { debuggerAttached } from './debugger.ts';
import type { Desk } from './desk.ts';
import type { FormatSql } from './formatting.ts';

export interface CardView extends vscode.Disposable {
  readonly deck: Deck;
  readonly visible: boolean;
  readonly onDidChangeVisibility: vscode.Event<void>;
  /** Shows the view and moves the focus to it: only for the person's own act. */
  reveal(): void;
}

/** The view of the card: the only place where anything is approved. */
export function openCardView(
  extension: vscode.Uri,
  desk: Desk,
  documents: ActionDocuments,
  format: FormatSql,
  failed: (reason: unknown) => void,
): CardView {
  const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extension, folder));
  const visibility = new vscode.EventEmitter<void>();
  let view: vscode.WebviewView | undefined;
  const reveal = (): void => void vscode.commands.executeCommand(`${VIEWS.review}.focus`);

  // A page that goes away in this moment gets a whole snapshot when it is ready again.
  const post = (message: ToPage): void => void view?.webview.postMessage(message);
  const deck = openDeck(desk.state, {
    post,
    seenNow: () => (view?.visible === true ? (vscode.window.state.focused ? 'seen' : 'unfocused') : 'hidden'),
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
    debuggerAttached,
    format,
    async openText(id, isFormatted, range) {
      const shown = await documents.open(id, isFormatted ? 'formatted' : 'text', range);
      if (shown && !isFormatted) deck.textOpened(id);
    },
    async openAffected(id) {
      await documents.open(id, 'affected');
    },
    compare: documents.compare,
    async copyText(id) {
      const text = documents.exactText(id);
      if (text === undefined) return;
      await vscode.env.clipboard.writeText(text);
      post({ type: 'announce', sentence: EDITOR_WORDS.copied, urgent: true });
    },
    showQueue: () => void vscode.commands.executeCommand(`${VIEWS.queue}.focus`),
    reveal,
    failed,
  });

  const provider: vscode.WebviewViewProvider = {
    resolveWebviewView(resolved) {
      view = resolved;
      const { webview } = resolved;
      webview.options = { enableScripts: true, enableCommandUris: false, localResourceRoots: roots };
      const uri = (...parts: string[]): string =>
        webview.asWebviewUri(vscode.Uri.joinPath(extension, ...parts)).toString();
      const subscriptions = [
        webview.onDidReceiveMessage((message: unknown) => deck.receive(message)),
        resolved.onDidChangeVisibility(() => {
          if (resolved.visible) deck.renew();
          visibility.fire();
        }),
        resolved.onDidDispose(() => {
          if (view === resolved) view = undefined;
          deck.detach();
          visibility.fire();
          for (const subscription of subscriptions) subscription.dispose();
        }),
      ];
      webview.html = cardPage({
        nonce: randomBytes(24).toString('base64url'),
        source: webview.cspSource,
        script: uri('dist', 'card.js'),
        styles: [uri('dist', 'codicon.css'), uri('media', 'card.css')],
      });
      visibility.fire();
    },
  };

  const registrations = [
    visibility,
    vscode.window.registerWebviewViewProvider(VIEWS.review, provider),
    desk.onDidChange(() => deck.refresh()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) deck.renew();
    }),
  ];
  return {
    deck,
    get visible() {
      return view?.visible === true;
    },
    onDidChangeVisibility: visibility.event,
    reveal,
    dispose() {
      for (const registration of registrations) registration.dispose();
    },
  };
}
