import { opaque } from '../effects/act.ts';
import { slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { dangerOf } from '../commands/variables.ts';

/** Settings by which npm takes another shell or program, what a package is built with among them, or other settings. */
const SETS_NPM =
  /^--(?:config\.)?(?:script-shell|shell|userconfig|globalconfig|node-gyp|nodedir|python|git|init-module|onload-script|(?:global-)?pnpmfile)(?:=|$)/;

/** `--node-options`: what Node.js loads before the script's own program, or that of a package that is installed. */
export function loadsByNode(call: Call): void {
  const { words } = call.state;
  for (const [index, word] of words.entries()) {
    if (word.value === '--') return;
    if (SETS_NPM.test(word.value)) opaque(call, word.value, word.range, 'problem.runs-program');
    const equals = /^--(?:config\.)?node-options=/.exec(word.value)?.[0].length;
    const given = equals === undefined ? word : slice(word, equals);
    if (equals === undefined && words[index - 1]?.value !== '--node-options') continue;
    if (given.dynamic || dangerOf('NODE_OPTIONS', given.value, true) !== 'none')
      opaque(call, given.value, given.range, 'problem.environment');
  }
}
