import { absorb, download, opaque } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { embedArg } from '../calls/embed.ts';
import type { State } from './state.ts';
import { UNSEEN, blocksIn, flowOf } from './value.ts';
import type { Value } from './value.ts';

/** A value that is run as PowerShell: a block in place, a text as a text of its own. */
export function runCode(call: Call, state: State, value: Value): void {
  const blocks = blocksIn(value);
  if (blocks.length > 0) {
    for (const block of blocks) state.machine.script(state, block);
    return;
  }
  const flow = flowOf(value);
  absorb(call, flow);
  if (value.items.length === 0) return;
  for (const arg of value.items) {
    if (arg.dynamic && arg.flow?.network === true) download(call, arg.flow, arg.range);
    else if (arg.dynamic && arg.value === UNSEEN) opaque(call, call.title, arg.range, 'problem.dynamic', ['dynamic']);
    else embedArg(call, arg, { language: 'shell', dialect: 'powershell' });
  }
}
