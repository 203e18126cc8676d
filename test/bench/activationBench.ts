import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { saySpread, spread } from './figures.ts';

/**
 * What loading the bundle costs in a fresh process, with a stand-in for `vscode`: the part of the activation that is the
 * bundle's own size. The activation itself is measured in the editor, by `hostBench.ts`.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'keyturn-bench-'));
const script = path.join(folder, 'load.cjs');
writeFileSync(
  script,
  `const Module = require('node:module');
const load = Module._load;
const stand = new Proxy(function () {}, { get: (target, key) => (key === Symbol.toPrimitive ? () => '' : stand), apply: () => stand, construct: () => stand });
Module._load = (name, ...rest) => (name === 'vscode' ? stand : load(name, ...rest));
const start = performance.now();
require(${JSON.stringify(path.resolve('dist/extension.js'))});
process.stdout.write(String(performance.now() - start));
process.exit(0);`,
);
try {
  const all = Array.from({ length: 15 }, () => Number(execFileSync(process.execPath, [script], { encoding: 'utf8' })));
  saySpread('loading the extension bundle (stand-in for vscode)', spread(all));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
