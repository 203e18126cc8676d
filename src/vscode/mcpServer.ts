import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { launcherPath } from '../app/launcher.ts';
import { MCP_SERVERS } from './contributions.ts';
import type { Desk } from './desk.ts';

/** Offers Keyturn's own tools, which ask first, to the editor's agent. Whether they are used is for the person to switch on. */
export function offerMcpServer(desk: Desk, version: string): vscode.Disposable {
  const place = path.join(homedir(), '.keyturn');
  const rootNow = (): string | undefined => desk.product()?.folders()[0]?.root;
  const changed = new vscode.EventEmitter<void>();
  let told = rootNow();
  const provider: vscode.McpServerDefinitionProvider = {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions: () => {
      const root = rootNow();
      if (root === undefined) return [];
      const args = ['mcp', '--place', place];
      const server = new vscode.McpStdioServerDefinition('Keyturn', launcherPath(place), args, {}, version);
      server.cwd = vscode.Uri.file(root);
      return [server];
    },
  };
  return vscode.Disposable.from(
    changed,
    // With each action that is filed the desk changes; the editor asks anew only for another folder.
    desk.onDidChange(() => {
      const root = rootNow();
      if (root === told) return;
      told = root;
      changed.fire();
    }),
    vscode.lm.registerMcpServerDefinitionProvider(MCP_SERVERS, provider),
  );
}
