import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { launcherPath } from '../app/launcher.ts';
import { MCP_SERVERS } from './contributions.ts';
import type { Desk } from './desk.ts';

/** Offers Keyturn's own tools, which ask first, to the editor's agent. Whether they are used is for the person to switch on. */
export function offerMcpServer(desk: Desk, version: string): vscode.Disposable {
  const place = path.join(homedir(), '.keyturn');
  return vscode.lm.registerMcpServerDefinitionProvider(MCP_SERVERS, {
    onDidChangeMcpServerDefinitions: desk.onDidChange,
    provideMcpServerDefinitions: () => {
      const [folder] = desk.product()?.folders() ?? [];
      if (folder === undefined) return [];
      const args = ['mcp', '--place', place];
      const server = new vscode.McpStdioServerDefinition('Keyturn', launcherPath(place), args, {}, version);
      server.cwd = vscode.Uri.file(folder.root);
      return [server];
    },
  });
}
