/** Packs the extension as a person would install it. vsce builds it first (`vscode:prepublish`). */
import { mustRun } from './process.mjs';
import { say } from './say.mjs';

export async function packProduct(file) {
  say('build and pack the extension');
  await mustRun('npx', ['--no-install', 'vsce', 'package', '-o', file], {
    stdio: ['ignore', 2, 2],
  });
}
