import type { TextRange } from '../../effect/effect.ts';
import { plainArg } from '../arg.ts';
import type { Call } from '../call.ts';
import { callOf } from '../command.ts';
import type { State } from './state.ts';

/** A call to state effects of, for what is no command: a method, an operator, an assignment. */
export function callFor(state: State, title: string, range: TextRange): Call {
  return callOf(state.shell, state.scope, plainArg(title, range), [], range, undefined);
}
