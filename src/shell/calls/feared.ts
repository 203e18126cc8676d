import { callAs } from '../state/call.ts';
import type { Call } from '../state/call.ts';

/**
 * Reads what a call may do and nobody knows: every effect of it is `possible`, and what the call is known to do stays as it was.
 */
export function feared(call: Call, read: (here: Call) => void): void {
  if (call.scope.depth > 12) return;
  const { effects } = call.shell.run;
  const before = effects.length;
  read({ ...callAs(call, {}), traits: new Set(call.traits), state: { ...call.state } });
  for (let index = before; index < effects.length; index++) {
    const effect = effects[index];
    if (effect !== undefined) effects[index] = { ...effect, certainty: 'possible' };
  }
}
