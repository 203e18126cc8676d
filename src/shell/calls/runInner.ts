import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { fork } from '../state/scope.ts';

/** A command line inside another program's text: what is seen of it is read, the text as a whole stays opaque. */
export function runInner(call: Call, text: string, arg: Arg): void {
  call.shell.text(text, fork(call.scope), { kind: 'fixed', whole: arg.range }, undefined);
}
