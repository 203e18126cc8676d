import assert from 'node:assert/strict';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { buildSuite } from '../desktop/buildSuite.mjs';
import { vscodeHost } from '../setup/vscodeHost.mjs';
import { startVscodeServer } from '../setup/vscodeServer.mjs';
import { openBrowser } from './vscodeWindow.ts';

/** Keyturn from this folder, and the suite, as the server's smoke driver takes them from the address. */
function addressOf(server: string, folder: string, suite: string): string {
  const remote = (file: string): string => `vscode-remote://${new URL(server).host}${file}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(process.cwd())],
    ['extensionTestsPath', remote(suite)],
  ]);
  return `${server}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`;
}

test('the suite that the desktop VS Code runs passes inside the server as well', async (t) => {
  const base = await realpath(await mkdtemp(path.join(tmpdir(), 'in-')));
  const result = path.join(base, 'result.json');
  const suite = await buildSuite();
  const server = await startVscodeServer({
    host: vscodeHost(),
    base,
    vsix: [],
    smokeDriver: true,
    environment: { KEYTURN_SUITE_RESULT: result },
  });
  const browser = await openBrowser();
  t.after(async () => {
    await browser.close();
    await server.stop();
    await rm(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });
  const page = await browser.newPage();
  const said: string[] = [];
  const code = await new Promise<number>((done, fail) => {
    setTimeout(() => fail(new Error(`the suite did not end in 90 s:\n${said.slice(-40).join('\n')}`)), 90_000).unref();
    const automation: Readonly<Record<string, (...words: never[]) => void>> = {
      codeAutomationExit: done,
      codeAutomationLog: (type: string, words: readonly unknown[]) => said.push(`${type}: ${words.join(' ')}`),
    };
    Promise.all(Object.entries(automation).map(([name, listen]) => page.exposeFunction(name, listen)))
      .then(() => page.goto(addressOf(server.address, server.home, suite)))
      .catch(fail);
  });
  const counts = JSON.parse(await readFile(result, 'utf8')) as { passed: number; failures: readonly string[] };
  assert.deepEqual(counts.failures, [], said.slice(-40).join('\n'));
  assert.equal(code, 0, `the suite passed but VS Code says ${code}`);
  assert.ok(counts.passed > 0, 'no test ran in the host');
});
