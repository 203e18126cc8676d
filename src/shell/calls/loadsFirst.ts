import type { Call } from '../state/call.ts';
import { absolute } from '../effects/paths.ts';
import { holdsWhereTold } from '../effects/toldFolder.ts';
import { addAsk } from '../state/run.ts';

/**
 * Programs that run a file of the workspace before they so much as tell their version: another copy of themselves, options of their virtual
 * machine, or settings that are programs. Where such a file is, even `--version` is the workspace's code.
 */
const FILES: Readonly<Record<string, readonly string[]>> = {
  yarn: ['.yarnrc.yml', '.yarnrc'],
  yarnpkg: ['.yarnrc.yml', '.yarnrc'],
  rails: ['bin/rails'],
  mvn: ['.mvn/jvm.config', '.mvn/extensions.xml'],
  sbt: ['.jvmopts', '.sbtopts'],
  pytest: ['conftest.py'],
  'py.test': ['conftest.py'],
  tox: ['toxfile.py'],
  mocha: ['.mocharc.js', '.mocharc.cjs'],
  ava: ['ava.config.js', 'ava.config.cjs', 'ava.config.mjs'],
};

/** Asks that there be no such file. */
export function mayLoadFirst(call: Call): void {
  const { cwd, others } = call.state;
  if (FILES[call.title] !== undefined) holdsWhereTold(call);
  if (cwd === undefined) return;
  for (const folder of [cwd, ...others])
    for (const file of FILES[call.title] ?? [])
      addAsk(call.shell.run, { ask: 'absent', path: absolute(file, folder, call.scope.home), range: call.range });
}
