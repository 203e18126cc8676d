import type { Usage } from './catalog/tool.ts';
import { optionTable } from './options.ts';
import type { OptionTable } from './options.ts';

const HELP = 'help!none version!none';

const tables = new WeakMap<Usage, Map<string, OptionTable>>();

/** The options of a usage with those of the commands above: read once, and found again without the long list. */
export function tableOf(usage: Usage, inherited: string): OptionTable {
  const known = tables.get(usage)?.get(inherited);
  if (known !== undefined) return known;
  const own = `${inherited} ${usage.options ?? ''}`;
  const table = optionTable(usage.noHelp === true ? own : `${HELP} ${own}`);
  const ofUsage = tables.get(usage);
  if (ofUsage === undefined) tables.set(usage, new Map([[inherited, table]]));
  else ofUsage.set(inherited, table);
  return table;
}

export function withoutActions(usage: Usage): Usage {
  const { operands: _operands, does: _does, also: _also, ...rest } = usage;
  return rest;
}

const handed = new Map<string, string>();

/** `-v` of the bare tool is its version; after a subcommand it is something of that one's. */
export function handedDown(options: string): string {
  const known = handed.get(options);
  if (known !== undefined) return known;
  const made = options.replace(/(?<!\S)[vV]!none(?!\S)/g, '');
  handed.set(options, made);
  return made;
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
  const known = usages.get(usage);
  if (known !== undefined) return known;
  const made: Usage = { operands: usage === '' ? 'text...' : usage };
  usages.set(usage, made);
  return made;
}

const freedUsages = new WeakMap<Usage, Usage>();

export function freed(usage: Usage): Usage {
  const known = freedUsages.get(usage);
  if (known !== undefined) return known;
  const made: Usage = { free: true, ...usage };
  freedUsages.set(usage, made);
  return made;
}
