import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ms, say, spread } from './figures.ts';

/**
 * What loading the bundle costs in a fresh process, with a stand-in for `vscode`: the part of the activation that is the
 * bundle's own size. The activation itself needs the editor and is measured by the host test.
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
  const { median, p90 } = spread(all);
  say(
    'loading the extension bundle (stand-in for vscode)',
    `median ${ms(median)}, p90 ${ms(p90)}`,
    'activation <= 100 ms',
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
