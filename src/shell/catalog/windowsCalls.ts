import { act } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { switchesOf } from '../windows/switches.ts';
import type { Tool } from './tool.ts';

export type Also = (call: Call) => void;

/** The words that are no switches. */
export const words = (call: Call): readonly Arg[] => switchesOf(call.args).operands;

export const has = (call: Call, ...names: readonly string[]): boolean =>
  names.some((name) => switchesOf(call.args).switches.has(name));

/** How the command begins, for what has no better name. */
export const line = (call: Call): string => [call.title, ...call.args.map((arg) => arg.value)].slice(0, 4).join(' ');

/** Looks when its words match, else changes the system. */
export function changesUnless(looks: RegExp): Also {
  return (call) => {
    const text = call.args
      .map((arg) => arg.value)
      .join(' ')
      .trim();
    if (!looks.test(text)) act(call, 'system.change', 'operation', line(call), call.range);
  };
}

/** A tool that is known by its switches alone. Names go without the ending that Windows gives them: `toolNamed` finds both. */
export const tool = (
  names: string,
  also: Also,
  held: Tool['examples']['held'],
  passed: readonly string[] = [],
): Tool => ({
  names,
  noHelp: true,
  free: true,
  also,
  examples: { ...(held === undefined ? {} : { held }), passed },
});
