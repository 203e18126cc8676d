import type { Flows } from '../value/flows.ts';
import type { Argument, CallTerm, Term } from '../term/term.ts';

/** What options are where a program is given none, by their names; undefined: they may be set in ways that are not seen. */
export function presetOptions({ calls, members, loose }: Flows): ReadonlyMap<string, readonly Term[]> | undefined {
  if (members.some(({ name }) => /^(?:set_defaults|register)$/.test(name))) return undefined;
  if (loose.some(({ name }) => name === 'add_argument')) return undefined;
  const presets = new Map<string, Term[]>();
  for (const call of calls) {
    if (call.args.some(({ name }) => /^(?:argument_default|fromfile_prefix_chars|parents)$/.test(name ?? '')))
      return undefined;
    if (call.on.op !== 'member' || call.on.name !== 'add_argument') continue;
    const name = nameOf(call);
    if (name === undefined) return undefined;
    presets.set(name, [...(presets.get(name) ?? []), presetOf(call)]);
  }
  return presets;
}

const named = (args: readonly Argument[], word: string): Term | undefined =>
  args.find(({ name }) => name === word)?.value;

/** `--dry-run` is `dry_run`, as its first long name says. */
function nameOf({ args }: CallTerm): string | undefined {
  if (args.some(({ spread }) => spread === true)) return undefined;
  const dest = named(args, 'dest');
  if (dest !== undefined) return dest.op === 'text' ? dest.value : undefined;
  const words = args.flatMap(({ name, value }) => (name === undefined ? [value.op === 'text' ? value.value : ''] : []));
  const word = words.find((one) => one.startsWith('--')) ?? words[0];
  return word === undefined || words.includes('') ? undefined : word.replace(/^-+/, '').replaceAll('-', '_');
}

function presetOf({ args, range }: CallTerm): Term {
  const unknown: Term = { op: 'any', parts: [], range };
  const preset = named(args, 'default') ?? { op: 'constant', value: undefined, range };
  const action = named(args, 'action');
  if (action !== undefined && (action.op !== 'text' || !/^(?:store|store_true|store_false|count)$/.test(action.value)))
    return unknown;
  const type = named(args, 'type');
  if (type === undefined) return preset;
  if (type.op !== 'name' && type.op !== 'member') return unknown;
  if (type.op === 'name' && /^(?:str|int|float)$/.test(type.name)) return preset;
  // A text becomes a path, nothing stays nothing.
  if (type.name !== 'Path' || preset.op !== 'text') return type.name === 'Path' ? preset : unknown;
  return { op: 'call', on: type, args: [{ value: preset }], range };
}
