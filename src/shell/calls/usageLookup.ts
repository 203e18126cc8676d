import type { Usage } from '../catalog/tool.ts';
import { optionTable } from '../state/options.ts';
import type { OptionTable } from '../state/options.ts';

const HELP = 'help!none version!none';

/** What a usage's options are, and what they are for the commands below it. */
export interface UsageOptions {
  readonly table: OptionTable;
  /** Its own list behind the one that it was handed, as text of the catalogue. */
  readonly list: string;
  /** The same for its subcommands: `-v` of the bare tool is its version; after a subcommand it is something of that one's. */
  readonly handedDown: string;
}

const known = new WeakMap<Usage, Map<string, UsageOptions>>();

/** The options of a usage with those of the commands above: read once. The lists are long: the same string is handed on, not one like it. */
export function optionsOf(usage: Usage, inherited: string): UsageOptions {
  const before = known.get(usage)?.get(inherited);
  if (before !== undefined) return before;
  const list = usage.options === undefined ? inherited : `${inherited} ${usage.options}`;
  const made: UsageOptions = {
    table: optionTable(usage.noHelp === true ? list : `${HELP} ${list}`),
    list,
    handedDown: list.replace(/(?<!\S)[vV]!none(?!\S)/g, ''),
  };
  const ofUsage = known.get(usage);
  if (ofUsage === undefined) known.set(usage, new Map([[inherited, made]]));
  else ofUsage.set(inherited, made);
  return made;
}

export function withoutActions(usage: Usage): Usage {
  const { operands: _operands, does: _does, also: _also, ...rest } = usage;
  return rest;
}

const lookups = new WeakMap<object, ReadonlyMap<string, Usage | string>>();

export function subcommand(
  commands: Readonly<Record<string, Usage | string>>,
  word: string,
): Usage | string | undefined {
  let lookup = lookups.get(commands);
  if (lookup === undefined) {
    lookup = new Map(
      Object.entries(commands).flatMap(([names, usage]) => names.split(' ').map((name) => [name, usage])),
    );
    lookups.set(commands, lookup);
  }
  return lookup.get(word);
}

const usages = new Map<string, Usage>();

/** One object for each string, so that what is known of a usage is found by the object. */
export function usageOf(usage: Usage | string): Usage {
  if (typeof usage !== 'string') return usage;
  const before = usages.get(usage);
  if (before !== undefined) return before;
  const made: Usage = { operands: usage === '' ? 'text...' : usage };
  usages.set(usage, made);
  return made;
}

const freedUsages = new WeakMap<Usage, Usage>();

export function freed(usage: Usage): Usage {
  const before = freedUsages.get(usage);
  if (before !== undefined) return before;
  const made: Usage = { free: true, ...usage };
  freedUsages.set(usage, made);
  return made;
}
