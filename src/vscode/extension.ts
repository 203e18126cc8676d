import * as vscode from 'vscode';
import { NOT_LOADED } from '../app/sentences/notLoaded.ts';
import { COMMAND_IDS } from './contributions.ts';
import type { Surfaces } from './surfaces.ts';

let surfaces: Promise<Surfaces> | undefined;

/**
 * Registers the commands; all else is a bundle that is loaded right after, since activation must not wait for it. Until
 * the product is open, agents get no answer and do not run.
 */
export function activate(context: vscode.ExtensionContext): void {
  const loaded = load(context);
  surfaces = loaded;
  for (const id of COMMAND_IDS) {
    context.subscriptions.push(
      vscode.commands.registerCommand(id, async (argument?: unknown) => (await loaded).commands[id](argument)),
    );
  }
  loaded.catch((reason: unknown) => {
    vscode.window
      .createOutputChannel('Keyturn', { log: true })
      .error(reason instanceof Error ? reason : String(reason));
    void vscode.window.showErrorMessage(NOT_LOADED);
  });
}

/** The runners of what still waits are told before the window is gone. */
export async function deactivate(): Promise<void> {
  const loaded = await surfaces?.catch(() => undefined);
  await loaded?.close();
}

async function load(context: vscode.ExtensionContext): Promise<Surfaces> {
  await new Promise((resolve) => setImmediate(resolve));
  const { openSurfaces } = await import('./surfaces.ts');
  return openSurfaces(context);
}
