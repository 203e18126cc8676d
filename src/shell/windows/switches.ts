import type { Arg } from '../state/arg.ts';

/** `/s`, `/im:x`, `/?`, and the same with a dash. A path that starts with a slash has another one in it. */
const SWITCH = /^\/([A-Za-z0-9?-][\w-]*)(?::.*)?$/s;

/** Tells switches as Windows programs write them from operands. Several may stand in one word: `/s/q`. Names in lower case. */
export function switchesOf(args: readonly Arg[]): {
  readonly switches: ReadonlyMap<string, Arg>;
  readonly operands: readonly Arg[];
} {
  const switches = new Map<string, Arg>();
  const operands: Arg[] = [];
  for (const arg of args) {
    const joined = /^(?:\/[A-Za-z0-9?](?::[\w-]*)?){2,}$/.test(arg.value) && !/^\/[a-z]+$/i.test(arg.value);
    if (joined)
      for (const part of arg.value.slice(1).split('/')) switches.set(part.toLowerCase().replace(/:.*$/s, ''), arg);
    else {
      const name = SWITCH.exec(arg.value)?.[1];
      if (name === undefined) operands.push(arg);
      else switches.set(name.toLowerCase(), arg);
    }
  }
  return { switches, operands };
}

/** The word that follows a switch, or stands behind its colon. */
export function switchValue(args: readonly Arg[], ...names: readonly string[]): Arg | undefined {
  const at = args.findIndex((arg) =>
    names.includes(SWITCH.exec(arg.value)?.[1]?.toLowerCase() ?? arg.value.replace(/^-/, '').toLowerCase()),
  );
  const found = args[at];
  if (found === undefined || at === -1) return undefined;
  const colon = found.value.indexOf(':');
  if (colon === -1) return args[at + 1];
  return { ...found, value: found.value.slice(colon + 1), offsets: found.offsets.slice(colon + 1) };
}

/** A folder says so by a separator at its end. */
export function slashed(arg: Arg): Arg {
  return /[\\/]$/.test(arg.value) || arg.value === '' ? arg : { ...arg, value: `${arg.value}\\` };
}
