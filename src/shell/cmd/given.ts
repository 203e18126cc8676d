import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { addProblem } from '../state/run.ts';
import { switchesOf } from '../windows/switches.ts';
import type { State } from './state.ts';
import type { Node, Word } from './tree.ts';

/** A command of cmd itself while it is read. `call.args` are its words with quotes dropped. */
export interface Given {
  readonly call: Call;
  readonly state: State;
  /** Its words as they are written. */
  readonly words: readonly Word[];
  readonly node: Node;
  /** Words that came out of the variable that named the command. */
  readonly leading: readonly Arg[];
}

export type Builtin = (given: Given) => void;

/** Words that are no switches, taken apart at the signs that cmd itself takes for blanks. */
export function operandsOf({ call, leading }: Given): readonly Arg[] {
  const { operands } = switchesOf([...leading, ...call.args]);
  return operands.flatMap((arg) =>
    /[,;=]/.test(arg.value) && arg.range[1] - arg.range[0] === arg.value.length ? partsOf(arg) : [fileArg(arg)],
  );
}

function partsOf(arg: Arg): readonly Arg[] {
  return arg.value
    .split(/[,;=]+/)
    .filter((part) => part !== '')
    .map((value) => fileArg({ ...arg, value, offsets: new Array<number>(value.length).fill(arg.range[0]) }));
}

/** `*.*` is every name; a path may be written with either slash. */
export function fileArg(arg: Arg): Arg {
  const value = arg.value.replace(/(^|[\\/])\*\.\*$/, '$1*');
  return { ...arg, value, glob: /[*?]/.test(value) };
}

export function has({ call, leading }: Given, ...names: readonly string[]): boolean {
  const { switches } = switchesOf([...leading, ...call.args]);
  return names.some((name) => switches.has(name));
}

/** A switch that is not listed means that a command is not proven to do no more. */
export function known(given: Given, pattern: RegExp): void {
  for (const [name, arg] of switchesOf([...given.leading, ...given.call.args]).switches) {
    if (!pattern.test(name))
      addProblem(given.call.shell.run, 'problem.unknown-option', arg.range, {
        command: given.call.title,
        option: arg.value,
      });
  }
}
