/**
 * A small suite that runs inside the extension host: the same file in the desktop VS Code (`npm run test:desktop`) and in
 * the pinned server (test/host/inHost.test.ts). It knows nothing of how it was started, and no test framework: `run()` is
 * what VS Code asks of a suite.
 */
import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { call, findWindow } from '../demo/client.mjs';
import { COMMANDS } from '../../src/vscode/contributions.ts';

/** Keyturn as VS Code has it: the publisher and name of the manifest. */
const ID = 'keyturn.keyturn';

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let left = 100; left > 0; left -= 1) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error(`${what} did not happen in 10 s`);
}

function workspaceRoot(): string {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(root !== undefined, 'the suite needs an open folder');
  return root;
}

const tests: Readonly<Record<string, () => Promise<void>>> = {
  'the extension activates and exports nothing to other extensions': async () => {
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension !== undefined, `${ID} is not installed`);
    const exported: unknown = await extension.activate();
    assert.equal(exported, undefined, 'whatever is exported could be called by any other extension');
  },
  'every command of the registry is there': async () => {
    const known = await vscode.commands.getCommands(true);
    assert.deepEqual(
      Object.keys(COMMANDS).filter((command) => !known.includes(command)),
      [],
      'these commands are declared but not registered',
    );
  },
  'the gate of the open folder answers on a socket that only its owner may use': async () => {
    const window = await until('the window file', () => findWindow(workspaceRoot(), homedir()));
    const mode = (await stat(window.socket)).mode & 0o777;
    assert.equal(mode, 0o600, `the socket has mode ${mode.toString(8)}`);
    const health = await call(window.socket, 'GET', '/v1/health');
    assert.equal(health.status, 200, 'GET /v1/health');
    assert.equal(health.body.workspace, window.root, 'the gate speaks for another folder');
  },
  'an action that deletes is held, and a withdrawn one leaves the queue': async () => {
    const root = workspaceRoot();
    const window = await until('the window file', () => findWindow(root, homedir()));
    const filed = await call(window.socket, 'POST', '/v1/intents', {
      version: 1,
      runner: { name: 'suite', pid: process.pid },
      action: { kind: 'shell', command: 'rm -rf everything', shell: 'bash', cwd: root },
    });
    assert.equal(filed.status, 202, JSON.stringify(filed.body));
    assert.equal(filed.body.state, 'held', 'a deletion must wait for a person');
    const gone = await call(window.socket, 'DELETE', `/v1/intents/${filed.body.id}`, undefined, {
      Authorization: `Bearer ${filed.body.token}`,
    });
    assert.equal(gone.body.state, 'withdrawn', JSON.stringify(gone.body));
  },
};

/** VS Code calls this and takes a rejection as failure. KEYTURN_SUITE_RESULT names a file for the counts. */
export async function run(): Promise<void> {
  const failures: string[] = [];
  for (const [name, body] of Object.entries(tests)) {
    try {
      await body();
      console.log(`ok - ${name}`);
    } catch (problem) {
      failures.push(`${name}: ${problem instanceof Error ? problem.message : String(problem)}`);
      console.error(`not ok - ${name}`, problem);
    }
  }
  const result = process.env['KEYTURN_SUITE_RESULT'];
  const counts = { passed: Object.keys(tests).length - failures.length, failures };
  if (result !== undefined) await writeFile(path.resolve(result), JSON.stringify(counts));
  if (failures.length > 0) throw new Error(failures.join('\n'));
}
