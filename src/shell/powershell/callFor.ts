import type { TextRange } from '../../effect/effect.ts';
import { act } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { callOf } from '../state/call.ts';
import { addProblem } from '../state/run.ts';
import type { State } from './state.ts';

/** A call to state effects of, for what is no command: a method, an operator, an assignment. */
export function callFor(state: State, title: string, range: TextRange): Call {
  return callOf(state.shell, state.scope, plainArg(title, range), [], range, undefined);
}

/** A method or a type that this reader does not know: it may do anything. */
export function unknownCall(call: Call, name: string, range: TextRange): void {
  act(call, 'exec.opaque', 'unknown', name, range, { certainty: 'possible' });
  addProblem(call.shell.run, 'problem.unknown-call', range, { name });
}
