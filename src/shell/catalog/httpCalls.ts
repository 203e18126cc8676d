import { protectionOf } from '../../effect/protectedPath.ts';
import { act } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';

/** A Unix socket that is spoken to: Keyturn's own is how an agent would answer for the person. */
export function speaksTo(call: Call, socket: Arg): void {
  const path = pathOf(call, socket);
  if (path === undefined || protectionOf(path).includes('gate'))
    act(
      call,
      'gate.tamper',
      'file',
      path ?? socket.value,
      socket.range,
      path === undefined ? { certainty: 'possible' } : {},
    );
}
