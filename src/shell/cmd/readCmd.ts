import type { Source } from '../../reading/reader.ts';
import { textFlow } from '../state/flow.ts';
import { addProblem } from '../state/run.ts';
import { MAX_UNITS } from '../commands/size.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { splitCmd } from './split.ts';
import type { State } from './state.ts';
import { runNode } from './walk.ts';

/** Reads a text of cmd: a line of a command prompt, or a batch file. */
export function readCmd(shell: Shell, scope: Scope, source: Source): void {
  const { text } = source;
  const whole = [0, text.length] as const;
  if (text.length > MAX_UNITS) {
    addProblem(shell.run, 'problem.too-long', whole);
    return;
  }
  if (text.includes('\0')) addProblem(shell.run, 'problem.syntax', whole, { message: 'NUL' });
  const { node, faults } = splitCmd(text);
  for (const { message, range } of faults) addProblem(shell.run, 'problem.syntax', range, { message });
  const state: State = { shell, scope: { ...scope, backslashes: true }, text, loops: new Map(), run: runNode };
  runNode(state, node, source.stdin === undefined ? undefined : textFlow(source.stdin, whole));
}
