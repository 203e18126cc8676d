/** `npm run test:desktop`: downloads a desktop VS Code, as people have it, and runs the suite inside. */
import { runTests } from '@vscode/test-electron';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mustRun, removeAtEnd } from '../setup/process.mjs';
import { runMain } from '../setup/runMain.mjs';
import { SetupProblem } from '../setup/say.mjs';
import { cleanEnvironment } from '../setup/vscodeServer.mjs';
import { buildSuite } from './buildSuite.mjs';

await runMain(async () => {
  await mustRun(process.execPath, ['esbuild.mjs']);
  const extensionTestsPath = await buildSuite();
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-desktop-')));
  removeAtEnd(base);
  try {
    return await runTests({
      extensionDevelopmentPath: process.cwd(),
      extensionTestsPath,
      // A short data folder: macOS allows about 100 bytes for a socket's path.
      launchArgs: [base, '--user-data-dir', path.join(base, 'd'), '--disable-extensions', '--disable-workspace-trust'],
      extensionTestsEnv: cleanEnvironment(base),
    });
  } catch (problem) {
    throw new SetupProblem(`The desktop suite failed: ${problem.message}`);
  }
});
