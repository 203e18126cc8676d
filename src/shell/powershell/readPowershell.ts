import type { TextRange } from '../../effect/effect.ts';
import type { Source } from '../../reading/reader.ts';
import { addProblem } from '../state/run.ts';
import { MAX_UNITS } from '../commands/size.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import type { State } from './state.ts';
import { boundSteps } from './steps.ts';
import { parsePowershell } from './syntax/parse.ts';
import { textArg, valueOf } from './value.ts';
import { MACHINE, runTop } from './walk.ts';

/** Reads PowerShell text. What the grammar does not fit is a problem; what was understood besides is kept. */
export function readPowershell(shell: Shell, scope: Scope, source: Source): void {
  const { text } = source;
  const whole = [0, text.length] as const;
  if (text.length > MAX_UNITS) {
    addProblem(shell.run, 'problem.too-long', whole);
    return;
  }
  if (text.includes('\0')) addProblem(shell.run, 'problem.syntax', whole, { message: 'NUL' });
  const { script, faults } = parsePowershell(text);
  for (const { message, range } of faults) addProblem(shell.run, 'problem.syntax', visible(range), { message });
  boundSteps(shell.run);
  const state: State = {
    shell,
    machine: MACHINE,
    scope: { ...scope, backslashes: true },
    variables: new Map(),
    functions: new Map(),
    aliases: new Map(),
    depth: 0,
  };
  if (source.stdin !== undefined) state.variables.set('input', valueOf(textArg(source.stdin, whole)));
  runTop(state, script);
}

/** What is missing at the end of a text is shown at its last letter: an empty range shows nothing. */
function visible([start, end]: TextRange): TextRange {
  return start < end ? [start, end] : [Math.max(0, start - 1), end];
}
