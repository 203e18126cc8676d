import { build } from 'esbuild';
import path from 'node:path';

/** VS Code loads a suite as CommonJS, with `vscode` from the host. Gives its path. */
export async function buildSuite() {
  const outfile = path.resolve('out/desktop/suite.cjs');
  await build({
    entryPoints: ['test/desktop/suite.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}
