import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Product, ProductSettings } from '../app/product.ts';
import { waitingOf } from '../app/card/waiting.ts';
import { openProduct } from '../app/keyturn.ts';
import { openOnceOpen } from '../app/onceOpen.ts';
import { AUTO_PASS, type AutoPass } from '../rules/ruling.ts';
import { openActionDocuments } from './actionDocument.ts';
import { openCardView } from './cardView.ts';
import { commandsOf, type Commands } from './commands.ts';
import { CONTEXTS, SETTINGS } from './contributions.ts';
import { debuggerAttached } from './debugger.ts';
import { openDesk, type Desk } from './desk.ts';
import { openFlags } from './flags.ts';
import { openFormatting } from './formatting.ts';
import { openNotify } from './notify.ts';
import { openQueueTree } from './queueTree.ts';
import { offerMcpServer } from './mcpServer.ts';
import { openRulesLater } from './rulesLater.ts';
import { openStatusBar } from './statusBar.ts';

/** All that a person sees of Keyturn in the editor. */
export interface Surfaces {
  readonly commands: Commands;
  close(): Promise<void>;
}

/** Shows the views at once and opens the product behind them. */
export function openSurfaces(context: vscode.ExtensionContext): Surfaces {
  const log = vscode.window.createOutputChannel('Keyturn', { log: true });
  const failed = (reason: unknown): void => log.error(reason instanceof Error ? reason : String(reason));
  const desk = openDesk(() => open(context, log), failed);
  const onceOpen = openOnceOpen(desk, failed);
  const formatting = openFormatting(path.join(context.extensionPath, 'dist'));
  const documents = openActionDocuments(desk, formatting.format);
  const card = openCardView(context.extensionUri, desk, documents, formatting.format, failed);
  const queue = openQueueTree(desk);
  const commands = commandsOf(desk, card, documents, context.extensionPath, () => queue.tree.selection[0]?.id);
  context.subscriptions.push(
    log,
    desk,
    formatting,
    documents,
    card,
    queue,
    openFlags(desk, documents),
    openStatusBar(desk),
    openRulesLater(desk, path.join(context.extensionPath, 'dist'), failed),
    offerMcpServer(desk, versionOf(context)),
    openNotify(desk, queue.tree, card, () => commands['keyturn.reviewNext']()),
    desk.onDidChange(() => setContexts(desk)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (
        ['autoPass', 'connections', 'rowTolerance', 'seal', 'mode'].some((name) =>
          change.affectsConfiguration(`keyturn.${name}`),
        )
      )
        onceOpen((product) => product.changeSettings(settings()));
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() =>
      onceOpen(async (product) => product.changeFolders(await roots())),
    ),
    vscode.workspace.onDidGrantWorkspaceTrust(() => onceOpen((product) => product.changeTrust(true))),
  );
  setContexts(desk);
  return { commands, close: () => desk.close() };
}

async function open(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<Product> {
  return openProduct({
    folders: await roots(),
    place: path.join(homedir(), '.keyturn'),
    home: homedir(),
    dist: path.join(context.extensionPath, 'dist'),
    version: versionOf(context),
    editorNode: process.execPath,
    trusted: vscode.workspace.isTrusted,
    settings: settings(),
    secrets: {
      get: async (key) => context.secrets.get(key),
      store: async (key, value) => context.secrets.store(key, value),
    },
    log,
    debuggerAttached,
    warm: true,
  });
}

function versionOf({ extension }: vscode.ExtensionContext): string {
  return (extension.packageJSON as { readonly version: string }).version;
}

/** Real paths of the folders on disk. A folder elsewhere is not held, and the view says that none is open. */
async function roots(): Promise<readonly string[]> {
  const local = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const real = await Promise.all(local.map(({ uri }) => realpath(uri.fsPath).catch(() => undefined)));
  return [...new Set(real.filter((root) => root !== undefined))];
}

/** Only the person's own settings: a workspace's file adds no connection. Each takes effect when it is accepted. */
function settings(): ProductSettings {
  const own = (name: string): unknown => vscode.workspace.getConfiguration('keyturn').inspect(name)?.globalValue;
  return {
    autoPass: autoPass(),
    connections: own('connections'),
    rowTolerance: own('rowTolerance'),
    seal: own('seal') === 'on',
    observe: own('mode') === 'observe',
  };
}

/** As the settings file says; anything else than a known value holds everything. */
function autoPass(): AutoPass {
  const value = vscode.workspace
    .getConfiguration('keyturn')
    .get('autoPass', SETTINGS['keyturn.autoPass'].default as string);
  return AUTO_PASS.find((known) => known === value) ?? 'nothing';
}

function setContexts(desk: Desk): void {
  const product = desk.product();
  const waiting = product !== undefined && waitingOf(product).length > 0;
  void vscode.commands.executeCommand('setContext', CONTEXTS.waiting, waiting);
  void vscode.commands.executeCommand('setContext', CONTEXTS.stopped, product?.stopped === true);
}
