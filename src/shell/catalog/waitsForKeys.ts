import type { Call } from '../state/call.ts';

/** Options of `tmux new` and `attach`, and of `screen`, that take a session's or a window's name. */
const WITH_NAME = /^-(?:[stnS]|[dDRx]*r)$/;
const PLAIN: Readonly<Record<string, RegExp>> = {
  tmux: /^(?:new|new-session|attach|attach-session|at|a|-[AdDu2]+)$/,
  screen: /^-[dDRxaUq]+$/,
};

/**
 * A terminal of its own with nobody's command in it: `tmux new -s work`, `screen -r`. Both refuse to start without a keyboard, and what
 * is typed into them by `send-keys` is a text of its own.
 */
export function waitsForKeys(call: Call): boolean {
  const plain = PLAIN[call.title];
  if (plain === undefined || call.stdin !== undefined) return false;
  return call.args.every(({ value, dynamic }, index) => {
    const named = WITH_NAME.test(call.args[index - 1]?.value ?? '');
    return (named && /^\w[\w.-]*$/.test(value)) || (!dynamic && (plain.test(value) || WITH_NAME.test(value)));
  });
}
