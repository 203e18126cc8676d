import type { TextRange } from '../../effect/effect.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { callOf } from '../state/call.ts';
import type { Flow } from '../state/flow.ts';
import { fork } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import type { Node } from './tree.ts';

/** What cmd knows at one point of a text. */
export interface State {
  readonly shell: Shell;
  readonly scope: Scope;
  /** The text that the tree was made from. */
  readonly text: string;
  /** What the letters of `for` stand for here. */
  readonly loops: ReadonlyMap<string, readonly Arg[]>;
  /** Reads a node; gives what it writes to standard output. Passed down, so that the parts stay files of their own. */
  readonly run: (state: State, node: Node, stdin: Flow | undefined) => Flow;
}

export function branch(state: State, changes: Partial<State> = {}): State {
  return { ...state, scope: fork(state.scope), ...changes };
}

/** A call to state effects of. */
export function callFor(state: State, name: Arg, args: readonly Arg[], range: TextRange, stdin?: Flow): Call {
  return callOf(state.shell, state.scope, name, args, range, stdin);
}

export function callAt(state: State, title: string, range: TextRange): Call {
  return callFor(state, plainArg(title, range), [], range);
}
