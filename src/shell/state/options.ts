import type { Arg } from './arg.ts';
import { slice } from './arg.ts';

export interface OptionSpec {
  readonly names: readonly string[];
  /** `digits`: what is attached is a number; the letter behind it is the next option (`perl -0777pi`). */
  readonly value: 'none' | 'required' | 'optional' | 'digits';
  /** What the value is; '' when it says nothing about effects. */
  readonly meaning: string;
  readonly marks: readonly string[];
}

export type OptionTable = ReadonlyMap<string, OptionSpec>;

export interface GivenOption {
  readonly spec: OptionSpec;
  readonly name: string;
  /** The word that gave it. */
  readonly arg: Arg;
  readonly value: Arg | undefined;
}

export interface Parsed {
  readonly given: readonly GivenOption[];
  readonly operands: readonly Arg[];
  readonly unknown: readonly Arg[];
}

export const NOTHING_PARSED: Parsed = { given: [], operands: [], unknown: [] };

export interface Style {
  readonly stop: boolean;
  readonly single: boolean;
}

/** Reads an option list of the catalogue (its grammar is told in `catalog/tool.ts`). */
export function optionTable(list: string): OptionTable {
  const table = new Map<string, OptionSpec>();
  for (const token of list.split(/\s+/)) {
    const match = /^([^=?!\s]+?|\?)(?:(=|\?(?!$|,))([^!]*)|(\?))?((?:![a-z-]+)*)$/.exec(token);
    if (match === null || token === '') continue;
    const [, names = '', kind, meaning = '', optional, marks = ''] = match;
    const spec: OptionSpec = {
      names: names.split(','),
      value:
        kind === '='
          ? 'required'
          : meaning === 'digits'
            ? 'digits'
            : kind === '?' || optional === '?'
              ? 'optional'
              : 'none',
      meaning: meaning === 'digits' ? '' : meaning,
      marks: marks.split('!').filter((mark) => mark !== ''),
    };
    for (const name of spec.names) table.set(name, spec);
  }
  return table;
}

/** Splits words into options and operands as getopt_long does, or as programs with `-name` options do. */
export function parseOptions(args: readonly Arg[], table: OptionTable, style: Style): Parsed {
  const given: GivenOption[] = [];
  const operands: Arg[] = [];
  const unknown: Arg[] = [];
  let index = 0;
  const take = (): Arg | undefined => args[++index];
  for (; index < args.length; index++) {
    const arg = args[index];
    if (arg === undefined) break;
    const { value } = arg;
    if (value === '--') {
      operands.push(...args.slice(index + 1));
      break;
    }
    if (!value.startsWith('-') || value === '-') {
      operands.push(arg);
      if (!style.stop) continue;
      operands.push(...args.slice(index + 1));
      break;
    }
    if (value.startsWith('--') || style.single) {
      const dashes = value.startsWith('--') ? 2 : 1;
      const equals = value.indexOf('=');
      const name = value.slice(dashes, equals === -1 ? undefined : equals);
      const spec = table.get(name) ?? (style.single ? undefined : abbreviated(table, name));
      if (spec === undefined) unknown.push(arg);
      else if (equals !== -1) given.push({ spec, name, arg, value: slice(arg, equals + 1) });
      else given.push({ spec, name, arg, value: spec.value === 'required' ? take() : undefined });
    } else cluster(arg, table, given, unknown, take);
    if (given.at(-1)?.arg === arg && given.at(-1)?.spec.marks.includes('last') === true) {
      operands.push(...args.slice(index + 1));
      break;
    }
  }
  return { given, operands, unknown };
}

function cluster(
  arg: Arg,
  table: OptionTable,
  given: GivenOption[],
  unknown: Arg[],
  take: () => Arg | undefined,
): void {
  const { value } = arg;
  if (/^-\d+$/.test(value) && table.has('#')) return;
  // Some programs have long names behind one dash (`-name`, `-exec`): listed with the dash.
  const equals = value.indexOf('=');
  const whole = table.get(equals === -1 ? value : value.slice(0, equals));
  if (whole !== undefined) {
    const attached = equals === -1 ? undefined : slice(arg, equals + 1);
    given.push({ spec: whole, name: value, arg, value: attached ?? (whole.value === 'required' ? take() : undefined) });
    return;
  }
  for (let at = 1; at < value.length; at++) {
    const name = value[at] ?? '';
    const spec = table.get(name);
    if (spec === undefined) {
      unknown.push(arg);
      return;
    }
    if (spec.value === 'none') {
      given.push({ spec, name, arg, value: undefined });
      continue;
    }
    if (spec.value === 'digits') {
      given.push({ spec, name, arg, value: undefined });
      at += /^(?:x[0-9a-f]+|\d*)/i.exec(value.slice(at + 1))?.[0].length ?? 0;
      continue;
    }
    const rest = at + 1 < value.length ? slice(arg, at + 1) : undefined;
    given.push({ spec, name, arg, value: rest ?? (spec.value === 'required' ? take() : undefined) });
    return;
  }
}

/** `--rec` for `--recursive`: GNU programs take any prefix that only one option has. */
function abbreviated(table: OptionTable, name: string): OptionSpec | undefined {
  if (name.length < 2) return undefined;
  const found = new Set<OptionSpec>();
  for (const [long, spec] of table) if (long.length > 1 && long.startsWith(name)) found.add(spec);
  return found.size === 1 ? [...found][0] : undefined;
}
