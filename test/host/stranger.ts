import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { call } from '../demo/client.mjs';
import { packExtension } from './packExtension.ts';

/**
 * Another extension in the same host, which does whatever the test tells it: it runs commands, tasks and links as any
 * extension may. Its script listens on a socket of its own.
 */
const script = `
const vscode = require('vscode');
const { createServer } = require('node:http');

const jobs = {
  command: ({ id, words }) => vscode.commands.executeCommand(id, ...words),
  commands: () => vscode.commands.getCommands(true),
  exported: () => vscode.extensions.getExtension('keyturn.keyturn')?.exports,
  link: ({ uri }) => vscode.env.openExternal(vscode.Uri.parse(uri)),
  scheme: () => vscode.env.uriScheme,
  task: ({ line }) => new Promise(async (done) => {
    const folder = vscode.workspace.workspaceFolders[0];
    const task = new vscode.Task({ type: 'shell' }, folder, 'stranger', 'stranger', new vscode.ShellExecution(line));
    const ended = vscode.tasks.onDidEndTaskProcess((event) => {
      if (event.execution.task.name !== 'stranger') return;
      ended.dispose();
      done(event.exitCode);
    });
    await vscode.tasks.executeTask(task);
  }),
  provide: ({ view }) => vscode.window.registerWebviewViewProvider(view, { resolveWebviewView() {} }) && true,
  register: ({ id }) => vscode.commands.registerCommand(id, () => {}) && true,
  inspect: ({ on }) => {
    const inspector = require('node:inspector');
    if (on) inspector.open(0, '127.0.0.1');
    else inspector.close();
    return inspector.url() !== undefined;
  },
  setting: ({ name, value }) => vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global),
};

exports.activate = () => {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', async () => {
      const { job, patience, ...values } = JSON.parse(text);
      const late = new Promise((done) => setTimeout(done, patience, { late: true }));
      const done = Promise.resolve().then(() => jobs[job](values)).then((value) => ({ value }), (error) => ({ error: String(error) }));
      const answer = await Promise.race([done, late]);
      let body = '{}';
      try { body = JSON.stringify(answer); } catch {}
      response.end(body);
    });
  });
  server.listen(process.env.STRANGER_SOCKET);
};`;

export interface Stranger {
  readonly vsix: string;
  /** For the extension host: where the stranger listens. */
  readonly environment: Readonly<Record<string, string>>;
  /** Does one job; gives up after `patience` ms, since a command may wait for a person. */
  readonly does: (
    job: string,
    values?: Readonly<Record<string, unknown>>,
    patience?: number,
  ) => Promise<StrangerAnswer>;
}

export interface StrangerAnswer {
  readonly value?: unknown;
  readonly error?: string;
  readonly late?: boolean;
}

export async function packStranger(folder: string): Promise<Stranger> {
  const socket = path.join(tmpdir(), `stranger-${randomBytes(4).toString('hex')}.sock`);
  return {
    vsix: await packExtension(folder, { name: 'stranger' }, script),
    environment: { STRANGER_SOCKET: socket },
    does: async (job, values = {}, patience = 3000) =>
      (await call(socket, 'POST', '/', { job, patience, ...values })).body as StrangerAnswer,
  };
}
