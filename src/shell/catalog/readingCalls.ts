import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';

export function lookAround(call: Call): void {
  const { cwd } = call.state;
  if (cwd === undefined)
    act(call, 'file.read', 'unknown', '.', call.range, { certainty: 'possible', traits: ['dynamic'] });
  else act(call, 'file.read', 'directory', cwd, call.range);
}
