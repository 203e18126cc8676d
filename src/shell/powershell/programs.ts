import type { TextRange } from '../../effect/effect.ts';
import type { Arg } from '../state/arg.ts';
import { runWords } from '../commands/command.ts';
import type { Flow } from '../state/flow.ts';
import { programName, startNamed } from '../windows/programs.ts';
import { fileArg } from './paths.ts';
import type { State } from './state.ts';
import { streamOf, valueOfFlow } from './value.ts';
import type { Value } from './value.ts';

/** Runs a program that is no cmdlet, by what the catalogue says of it. */
export function runProgram(
  state: State,
  name: Arg,
  args: readonly Arg[],
  input: Value | undefined,
  range: TextRange,
): Value {
  const stdin = input === undefined ? undefined : streamOf(input, range);
  const words = [
    { ...name, value: programName(state.shell.run, name.value) },
    ...args.map((arg) => programArg(state, arg)),
  ];
  const flow = runWords(
    state.shell,
    state.scope,
    words,
    range,
    stdin,
    { stdin, inputs: [], outputs: [], errorsGoOn: false },
    startNamed,
  );
  return valueOfFlow(flow);
}

/** What follows the name of a program in one list: `Start-Process`, `[Process]::Start`. */
export function startProgram(state: State, words: readonly Arg[], range: TextRange, input?: Flow): void {
  const [name, ...rest] = words;
  if (name === undefined) return;
  // They are joined by blanks, and the program takes them apart again. Whoever wrote them may have meant them to stay whole.
  const apart = rest.flatMap((arg) => (arg.dynamic ? [arg] : splitArguments(arg)));
  for (const args of rest.length > 1 && apart.length !== rest.length ? [apart, rest] : [apart]) {
    const all = [{ ...name, value: programName(state.shell.run, name.value) }, ...args];
    runWords(
      state.shell,
      state.scope,
      all,
      range,
      input,
      { stdin: input, inputs: [], outputs: [], errorsGoOn: false },
      startNamed,
    );
  }
}

function splitArguments(arg: Arg): readonly Arg[] {
  const found: Arg[] = [];
  for (const match of arg.value.matchAll(/(?:[^\s"]|"[^"]*")+/g)) {
    const inner = match[0].replaceAll('"', '');
    const from = match.index + (match[0].startsWith('"') ? 1 : 0);
    const offsets = Array.from({ length: inner.length }, (_, index) => arg.offsets[from + index] ?? arg.range[0]);
    found.push({ ...arg, value: inner, offsets });
  }
  return found;
}

/** The shell replaces `~`, and on POSIX systems unquoted patterns, before a program gets its words. */
function programArg(state: State, arg: Arg): Arg {
  return arg.value === '~' || /^~[\\/]/.test(arg.value) ? fileArg(state, arg, true) : arg;
}
